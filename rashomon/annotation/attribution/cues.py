"""Words that report: verbs, nouns and phrases that make what follows somebody's.

Drawn from the classes of Levin (1993), 37 "verbs of communication" and 29.4/29.5 "declare" and "conjecture", the cue
classes of PARC (Pareti 2015), and news style books.
"""

from __future__ import annotations

__all__ = [
    "ACCUSE_VERBS",
    "ANONYMITY_VERBS",
    "ARTICLE_WORDS",
    "CALL_VERBS",
    "INSTITUTIONS",
    "NEWS_WORDS",
    "OUTLET_NOUNS",
    "PROMISE_VERBS",
    "PUBLIC_WORDS",
    "QUOTE_VERBS",
    "REPORT_NOUNS",
    "REPORT_VERBS",
    "TELL_VERBS",
    "THOUGHT_VERBS",
    "UNNAMED_HEADS",
]

REPORT_VERBS = frozenset(
    """
    accept acknowledge add admit advise affirm agree allege announce answer argue articulate ask assert assure attest
    aver avow boast caution certify challenge chant charge cite claim clarify comment complain concede conclude confess
    confirm contend counter cry declare demand deny disclose dispute divulge echo elaborate emphasise emphasize estimate
    exclaim explain find forecast gloat grumble hint imply indicate inform insinuate insist instruct interject intimate
    joke lament maintain mention moan mumble murmur mutter note notify object observe opine order pledge plead point
    post predict proclaim promise pronounce propose protest quip quote reaffirm reason reassure recall
    recommend recount reflect reiterate relate remark remind repeat reply report request respond restate retort retweet
    reveal rule say scream shout show signal speculate state stipulate stress submit suggest summarise summarize surmise
    swear tell testify theorise theorize threaten tweet underline underscore urge verify volunteer vow warn whisper
    wonder write yell snap shoot continue quote laugh sigh counsel convey communicate describe wire cable text telegraph
    """.split()
)
"""Verbs whose clause or quotation is what was said."""

THOUGHT_VERBS = frozenset(
    """
    anticipate assume believe calculate conceive consider deem doubt dread envision expect fancy fear feel figure
    foresee guess hope hypothesise hypothesize imagine judge know presume realise realize reckon suppose suspect
    think understand want wish worry
    """.split()
)
"""Verbs whose finite clause is what was thought: an attribution too, where somebody is named."""

TELL_VERBS = frozenset("tell inform assure remind warn advise notify reassure ask urge instruct order caution".split())
"""Verbs whose object is whom it was said to."""

PROMISE_VERBS = frozenset("pledge promise swear threaten vow".split())
"""Verbs whose infinitive is what was said: "vowed to return"; an offer or a refusal is an act and stays one."""

PUBLIC_WORDS = frozenset(
    """
    ad advertisement address announcement appearance article book briefing broadcast column conference editorial email
    essay filing hearing interview letter memo memoir message note post release remarks report speech statement
    testimony tweet video
    """.split()
)
"""What is said in public is said in one of these: "announced in an ad that"."""

QUOTE_VERBS = frozenset("quote cite paraphrase".split())
"""Verbs by which one source passes on another: "was quoted as saying", "citing officials"."""

CALL_VERBS = frozenset("brand call characterise characterize decry denounce describe dub label portray term".split())
"""Verbs that give a thing a name: "called the deal a mistake"."""

ACCUSE_VERBS = {"accuse": "of", "blame": "for", "criticise": "for", "criticize": "for", "praise": "for"}
"""Verbs that charge somebody with something, and the preposition of the charge."""

REPORT_NOUNS = frozenset(
    """
    accusation admission allegation announcement appeal argument assertion assessment assurance belief call claim
    comment complaint conclusion concession contention declaration demand denial estimate expectation fear finding
    forecast hint hope insistence instruction notion opinion order plea pledge prediction promise proposal reminder
    report request revelation rumor rumour statement suggestion suspicion testimony threat view vow warning
    """.split()
)
"""Nouns whose clause is what was said: "the demand that …", "a call for X to …"."""

NEWS_WORDS = frozenset(
    """
    agency broadcaster channel chronicle courier daily dispatch examiner gazette globe herald journal magazine media
    monitor network news newspaper newswire outlet paper post press programme publication radio register review site
    standard station tabloid telegraph television times tribune tv website weekly wire reuters afp bloomberg cnn bbc
    nbc abc cbs cnbc npr msnbc pbs upi xinhua interfax tass dpa ansa efe kyodo politico axios ap buzzfeed huffpost
    breitbart univision telemundo newsweek star sun mirror guardian observer sentinel inquirer jazeera cctv dw espn
    itv mtv newsmax nhk propublica rt slate vox zdf
    """.split()
)
"""Words in the names and descriptions of those who publish news; the great agencies by name."""

OUTLET_NOUNS = frozenset(
    "broadcaster channel magazine network newspaper outlet paper podcast program programme show station".split()
)
"""What a news outlet is called when its name has been given: "he told the newspaper"."""

INSTITUTIONS = frozenset(
    """
    academy administration agency army assembly association bureau cabinet chamber church club college commission
    committee conference congress council court department embassy federation foundation house institute legislature
    ministry nations office parliament party police senate society tribunal union university
    """.split()
)
"""Words in the names of bodies that hear and decide, and publish no news."""

ARTICLE_WORDS = frozenset(
    """
    affidavit analysis article bulletin cable communique communiqué complaint court document documents dossier
    email emails filing indictment lawsuit letter memo memorandum memos paper poll record records report reports
    research review statement statements study survey testimony transcript
    """.split()
)
"""Texts that speak: "the report said"."""

UNNAMED_HEADS = frozenset(
    """
    adviser advisers advisor advisors aide aides analyst analysts associate associates attorney attorneys colleague
    colleagues critic critics diplomat diplomats employee employees executive executives expert experts figure figures
    friend friends insider insiders interviewer interviewers lawmaker lawmakers lawyer lawyers leader leaders man men
    member members observer
    observers officer officers official officials operative operatives people person persons representative
    representatives resident residents reporter reporters source sources spokesman spokesmen spokesperson spokespeople
    spokeswoman staffer staffers supporter supporters witness witnesses woman women worker workers others some many
    someone somebody one
    """.split()
)
"""Heads of a source that the text keeps unnamed."""

ANONYMITY_VERBS = frozenset("ask request insist decline speak refuse wish want".split())
"""Verbs of a clause that says why a source is not named; not a statement of the story."""
