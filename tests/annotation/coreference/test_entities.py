"""Who and what an article speaks of, and whom its phrases stand for."""

import re

import pytest

from rashomon.annotation.coreference import entities


@pytest.fixture(scope="session")
def read(document):
    """A function from a text to a reader of it: ``names()`` by entity, ``who(phrase)`` the name a phrase stands for."""

    class Reading:
        def __init__(self, text):
            self.text = text
            self.parse = document(text)
            self.found = entities(self.parse)

        def names(self, kind=None):
            return {e.name: [m.text for m in e.mentions] for e in self.found.entities if kind in (None, e.kind)}

        def entity(self, phrase, number=0):
            """The entity of the ``number``-th place where the phrase stands."""
            starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.text)]
            start, end = starts[number], starts[number] + len(phrase)
            inside = [
                i
                for i, (s, e) in enumerate(zip(self.parse.starts, self.parse.ends, strict=True))
                if start <= s and e <= end
            ]
            found = self.found.entity_of(self.parse.parse[inside[0] : inside[-1] + 1])
            return next((e for e in self.found.entities if e.id == found), None)

        def who(self, phrase, number=0):
            found = self.entity(phrase, number)
            return found.name if found else None

    return Reading


def test_short_names_and_titles_stand_for_the_full_name(read):
    text = read(
        "Norwegian Finance Minister Kari Lund met Chancellor Franz Huber in Oslo. "
        "Lund praised the talks. Chancellor Huber said Ms. Lund was right."
    )
    assert text.names("person") == {
        "Kari Lund": ["Norwegian Finance Minister Kari Lund", "Kari Lund", "Lund", "Ms. Lund", "Lund"],
        "Franz Huber": ["Chancellor Franz Huber", "Franz Huber", "Chancellor Huber", "Huber"],
    }


def test_members_of_a_family_are_kept_apart_by_title_and_first_name(read):
    text = read(
        "Helen Ford and her brother, Mayor Peter Ford, quarrelled. Mr. Ford said he was sorry. "
        "Ms. Ford said nothing. Later Helen Ford left."
    )
    assert text.who("Mr. Ford") == "Peter Ford"
    assert text.who("he") == "Peter Ford"
    assert text.who("Ms. Ford") == "Helen Ford"


def test_spelling_variants_are_one_person(read):
    text = read("Yusuf al-Khatib spoke first. Then Khatib left. Youssef al-Khatib’s aides stayed.")
    assert list(text.names("person")) == ["Yusuf al-Khatib"]
    assert text.names()["Yusuf al-Khatib"] == ["Yusuf al-Khatib", "Khatib", "Youssef al-Khatib", "Youssef al-Khatib’s"]


def test_a_name_that_is_a_person_once_is_one_everywhere(read):
    text = read("Dario Melk resigned on Monday. Melk also rejected the offer. The board thanked Melk.")
    assert text.names("person")["Dario Melk"] == ["Dario Melk", "Melk", "Melk"]


def test_a_name_is_a_mention_without_and_with_all_that_belongs_to_its_phrase(read):
    text = read("The Harbour Union's members met. The union said the Harbour Union’s vote was near.")
    found = text.names("organisation")["Harbour Union"]
    assert found.count("Harbour Union") == 2
    assert set(found) == {"Harbour Union", "The Harbour Union's", "The union", "the Harbour Union’s"}


def test_an_acronym_in_parentheses_and_its_full_name_are_one_organisation(read):
    text = read(
        "The Coastal Fisheries Research Council (CFRC) met on Friday. The CFRC said stocks were low. "
        "The Coastal Fisheries Research Council wants a ban."
    )
    names = text.names("organisation")
    assert names["Coastal Fisheries Research Council"].count("CFRC") == 2


def test_an_organisation_is_known_with_its_generic_noun_and_without(read):
    text = read("The Veritas news agency reported the strike on Monday. Veritas said dozens were hurt.")
    assert text.who("The Veritas news agency") == "Veritas"
    assert text.entity("Veritas", 1).kind == "organisation"


def test_country_capital_and_nationality_are_one_actor_when_they_act(read):
    text = read(
        "Sweden will send aid, Stockholm announced on Monday. A Swedish delegation met the Swedes' allies. "
        "Norway rejected Stockholm's demand."
    )
    assert {"Sweden", "Stockholm", "Swedish", "Swedes"} <= set(text.names("government")["Sweden"])


def test_a_place_is_not_the_government_that_bears_its_name(read):
    text = read("Officials met in Stockholm on Monday, but Stockholm refused to sign. Troops left Sweden.")
    assert text.entity("Stockholm", 0).kind == "place"
    assert text.entity("Stockholm", 1).kind == "government"
    assert text.entity("Stockholm", 1).name == "Sweden"
    assert text.entity("Sweden").kind == "place"


def test_a_title_before_a_name_stands_for_its_bearer_not_for_its_modifiers(read):
    text = read("Kenya's ambassador to Sweden, Grace Otieno, said the Finnish envoy Juha Salo was late.")
    assert text.who("Kenya's ambassador to Sweden, Grace Otieno") == "Grace Otieno"
    assert text.who("the Finnish envoy Juha Salo") == "Juha Salo"


def test_a_title_alone_stands_for_its_only_bearer(read):
    text = read(
        "The Danish foreign minister, Anne Holm, met Prime Minister Luc Petit in Paris. "
        "The foreign minister said the deal was close. The prime minister agreed."
    )
    assert text.who("The foreign minister") == "Anne Holm"
    assert text.who("The prime minister") == "Luc Petit"


def test_a_vice_president_is_not_the_president(read):
    text = read("Vice President Ruth Adler arrived on Monday. The president said he was pleased.")
    assert text.who("The president") != "Ruth Adler"


def test_an_unnamed_source_is_an_entity_of_its_own(read):
    text = read(
        "A senior Kenyan official said talks had failed. People familiar with the matter told Reuters otherwise. "
        "The official said no date was set."
    )
    assert text.entity("A senior Kenyan official").kind == "person"
    assert text.entity("A senior Kenyan official").name == "A senior Kenyan official"
    assert text.who("The official") == "A senior Kenyan official"
    assert text.entity("People familiar with the matter").kind == "group"


def test_a_report_that_speaks_is_the_news_source_named_last(read):
    text = read(
        "The Evening Courier reported that the mill would close. Workers were told last week. "
        "According to the report, the owner wants to sell. The newspaper said nobody would comment."
    )
    assert text.who("the report") == "Evening Courier"
    assert text.who("The newspaper") == "Evening Courier"


def test_a_report_that_nobody_is_named_for_stands_for_nobody(read):
    text = read("The mill will close, the report claimed. Workers were told last week.")
    assert text.entity("the report") is None


def test_pronouns_stand_for_whom_they_agree_with(read):
    text = read("Maria Keller met John Burke on Monday. She said that he had lied. Burke denied it to her.")
    assert text.who("She") == "Maria Keller"
    assert text.who("he") == "John Burke"
    assert text.who("her") == "Maria Keller"


def test_a_possessive_of_a_country_stands_for_the_subject(read):
    text = read("Norway will keep its troops in the north, the ministry said.")
    assert text.who("its") == "Norway"


def test_an_empty_it_stands_for_nobody(read):
    text = read("Norway signed on Monday. It was agreed that the road would stay open. It is clear that it rained.")
    assert text.entity("It", 0) is None
    assert text.entity("It", 1) is None


def test_a_pronoun_before_its_name_stands_for_the_subject_of_the_main_clause(read):
    text = read("After she won the vote, Maria Keller thanked her supporters.")
    assert text.who("she") == "Maria Keller"


def test_the_first_person_of_a_quotation_is_who_speaks_it(read):
    text = read('John Burke left early. "I will sue them, and I mean it," Maria Keller said.')
    assert text.who("I", 0) == text.who("I", 1) == "Maria Keller"


def test_a_relative_pronoun_stands_for_what_it_belongs_to(read):
    text = read("Maria Keller, who said she was ill, stayed at home.")
    assert text.who("who") == "Maria Keller"
    assert "who" not in text.names()["Maria Keller"]


def test_an_administration_is_not_the_person_it_is_called_after(read):
    text = read("The Keller administration said the bill was dead. Maria Keller disagreed.")
    assert text.who("The Keller administration") == "Keller administration"
    assert text.who("Maria Keller") == "Maria Keller"


def test_weekdays_and_months_are_nobody(read):
    text = read("On Monday and in March nothing happened. Tuesday was quiet too.")
    assert text.names() == {}


def test_no_name_runs_over_the_end_of_a_line(read):
    text = read("The vote was watched by Head Coach\nMaria Keller said she was pleased.")
    assert text.who("Maria Keller") == "Maria Keller"
    assert not any("\n" in m for mentions in text.names().values() for m in mentions)


def test_the_same_text_gives_the_same_entities(document):
    text = "Maria Keller met John Burke in Oslo. She said Norway would sign. Burke, a lawyer, said he would not."
    assert entities(document(text)) == entities(document(text))


def test_ids_come_from_the_content_and_are_unlike(read):
    found = read("Maria Keller of Norway met Norwegian officials in Norway. Officials said Keller was late.").found
    assert len({e.id for e in found.entities}) == len(found.entities)
    assert all(re.fullmatch("e[0-9a-f]{12}", e.id) for e in found.entities)
    assert set(found.by_token.values()) <= {e.id for e in found.entities}


def test_an_empty_article_has_no_entities(document):
    assert entities(document("")).entities == ()


def test_a_bare_surname_goes_to_the_bearer_named_last(read):
    text = read(
        "Helen Marsh spoke first. Marsh praised the plan. Then Peter Marsh rose. Marsh called it a mistake. "
        "Helen Marsh left at once."
    )
    assert text.who("Marsh", 1) == "Helen Marsh"
    assert text.who("Marsh", 3) == "Peter Marsh"


def test_a_title_outvotes_what_the_recogniser_takes_a_name_for(read):
    text = read("Bishop Tarn blessed the crowd. Spokeswoman Ida Tolk said Tarn was tired. Tolk left.")
    assert set(text.names("person")) == {"Tarn", "Ida Tolk"}


def test_who_is_quoted_is_not_the_he_of_the_quotation(read):
    text = read('Ivan Petrov met John Burke on Monday. "He lied to me," Petrov said.')
    assert text.who("He") == "John Burke"


def test_an_office_is_one_in_whatever_order_its_words_stand(read):
    text = read("The Ministry of Defence denied it. The Defence Ministry said no shots were fired.")
    assert text.entity("The Ministry of Defence") == text.entity("The Defence Ministry")


def test_a_place_in_a_country_that_shares_a_capital_s_name_is_not_that_capital(read):
    text = read("The parade in Paris, Texas, drew crowds.")
    assert not any(e.kind == "government" for e in text.found.entities)


def test_a_paper_called_after_a_city_does_not_make_the_city_a_paper(read):
    text = read("He lives in Boston and reads Boston magazine. Fires burned in Boston on Monday.")
    assert {e.kind for e in text.found.entities if e.name == "Boston"} >= {"place"}


def test_a_bare_surname_is_the_person_named_in_full_whatever_the_recogniser_takes_it_for(read):
    text = read(
        "Minister Joran Almby met farmers in Rome. Almby said he would help. "
        "Critics of Almby left. The meeting led by Almby ended at noon, and Almby, a lawyer, went home."
    )
    assert list(text.names("person")) == ["Joran Almby"]
    assert len([m for m in text.names()["Joran Almby"] if m == "Almby"]) == 4


def test_a_title_goes_to_whoever_has_borne_it(read):
    text = read(
        "President Robert Hartley spoke. His daughter, Laura Hartley, listened. Laura smiled. President Hartley left."
    )
    assert text.who("President Hartley") == "Robert Hartley"
    assert text.who("Laura", 1) == "Laura Hartley"


def test_capitalised_common_words_are_nobody(read):
    text = read(
        "He belongs to the First Family, and the First Daughters smiled. "
        "Critics called it the Best Idea. Nobody had a better idea."
    )
    assert set(text.names()).isdisjoint({"Family", "Daughters", "Idea"})


def test_a_surname_that_the_tagger_takes_for_a_verb_is_a_name(read):
    text = read("Elise Brauning spoke on Monday.\nBrauning later apologized for it. “I was wrong,” she said.")
    assert text.who("Brauning", 1) == "Elise Brauning"
    assert text.who("she") == "Elise Brauning"


def test_no_union_is_its_leader_and_no_leader_a_union(read):
    text = read("Union leader Laura Hartley refused. Brick Motors offered more, but the union rejected the offer.")
    assert text.who("the union") is None


def test_a_noun_in_the_name_of_an_organisation_tells_which_is_meant(read):
    text = read(
        "The Coastal News Agency reported a strike. Brick Minerals offered more money, the agency said. "
        "The High Court heard the case. On Monday the court ruled for the workers."
    )
    assert text.who("the agency") == "Coastal News Agency"
    assert text.who("the court") == "High Court"


def test_the_company_is_the_only_one_mentioned_of_late(read):
    one = read("Brick Motors closed a plant on Monday. The company said it would open another.")
    assert one.who("The company") == "Brick Motors"
    two = read("Brick Motors sued Stone Airlines on Monday. The company said it was sorry.")
    assert two.who("The company") not in {"Brick Motors", "Stone Airlines"}


def test_a_title_in_full_stands_for_its_abbreviation(read):
    text = read(
        "Rep. Peter Hartley criticized Sen. Franz Huber on Monday. "
        "The representative posted a statement in which he apologized and said that he has farmers in his family."
    )
    assert text.who("The representative") == "Peter Hartley"
    assert text.who("he") == text.who("he", 1) == text.who("his") == "Peter Hartley"


def test_the_subject_of_the_last_sentence_goes_before_whoever_is_named_farther_back(read):
    text = read(
        "A picture of Laura Hartley hung on the wall. Nobody looked at it. Kim Brauning later apologized for it. "
        "“I was wrong,” she said."
    )
    assert text.who("she") == "Kim Brauning"


def test_a_measured_title_stands_for_its_bearer_if_the_gender_fits(read):
    text = read(
        "Rep. Peter Hartley left the hall. The seven-term congressman said nothing. A congresswoman watched. "
        "The 61-year-old lawmaker drove home."
    )
    assert text.who("The seven-term congressman") == "Peter Hartley"
    assert text.who("The 61-year-old lawmaker") == "Peter Hartley"
    assert text.who("A congresswoman") != "Peter Hartley"


def test_a_title_of_several_stands_for_whoever_the_article_is_about(read):
    text = read(
        "President Laura Hartley spoke on Monday. Hartley was tired. Hartley had slept badly. Ms. Hartley coughed. "
        "President Franz Huber of Ruritania called. The rain fell. It was cold. The streets were empty. "
        "Shops were closed. The president went home."
    )
    assert text.who("The president") == "Laura Hartley"


def test_a_nickname_alone_is_whoever_bears_the_full_first_name(read):
    text = read("Michael Hartley met Laura Huber on Monday. “I like Mike,” Ms. Huber said.")
    assert text.who("Mike") == "Michael Hartley"


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Times wrote on Monday that the bridge was shut.",
        "Reuters reported that the bridge was shut.",
        "Kontor, a weekly newspaper, reported that the bridge was shut.",
    ],
)
def test_a_news_organisation_is_marked_as_one(read, text):
    assert read(text).found.entities[0].outlet


def test_other_organisations_and_people_are_no_outlets(read):
    text = read("The National Security Agency told Mayor Jane Roe that Harbour Steel Corp. was shut.")
    assert not any(e.outlet for e in text.found.entities)


def test_he_is_the_subject_of_the_sentence_before_not_the_first_man_of_the_text(read):
    text = read(
        "Peter Hartley called the mayor in April. He sent her a plan. Franz Huber, the gardener, shut the gate in May. "
        "He said the plan was lost."
    )
    assert text.who("He", 0) == "Peter Hartley"
    assert text.who("He", 1) == "Franz Huber"


def test_it_is_no_person(read):
    text = read("Laura Hartley runs Brick Motors. Its plant in Orla was shut on Monday.")
    assert text.who("Its") != "Laura Hartley"


def test_a_noun_with_a_name_in_apposition_is_nobody_of_another_name(read):
    document = read(
        '"We heard the blast," said neighbour Tom Asker. '
        "The plant's owner, Varga Chemicals, said that work had stopped."
    )
    assert document.entity("The plant's owner") != document.entity("Tom Asker")
