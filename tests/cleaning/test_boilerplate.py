"""What is boilerplate is marked, and news about such things stays story."""

import pytest

import rashomon

STORY = "The minister arrived in the capital on Monday for talks with his counterpart."
MORE = "Two officials who were there said that the talks had failed over the price of gas."


def marked(text: str) -> list[str]:
    """The lines of boilerplate in ``text``."""
    passages = (p for p in rashomon.from_text(text).passages if p.kind == "boilerplate")
    return [line.strip() for p in passages for line in text[p.start : p.end].strip().split("\n")]


BOILERPLATE = """
Please consider making a donation to support our reporting.
Support independent journalism today.
Your gift helps us to keep this site free for all readers.
You can support us for as little as $1 via PayPal at [email protected].
If you value our reporting, please consider becoming a subscriber.
Become a member today
We need your help to keep going.
All donations are tax-deductible and help our newsroom grow.
Subscribe to our daily newsletter
Sign up for our morning briefing and get the news in your inbox.
Sign up here
Get the day's top stories delivered straight to your inbox.
Want more stories like this? Sign up for our newsletter.
Enter your email address
By signing up, you agree to our terms of use and privacy policy.
You can unsubscribe at any time.
Thank you for subscribing!
Already a subscriber? Log in
You've read your last free article.
This article is only available to subscribers.
To continue reading, please log in or create an account.
Download our app from the App Store or Google Play.
Follow us on Twitter and Facebook
Follow Jane Doe on Twitter @janedoe.
Follow her on X: @janedoe
Find us on Facebook.
Twitter: @janedoe
Share this article
Tweet
Share on Facebook
12 comments
1,204 shares
Leave a comment below.
Tell us what you think in the comments.
Comments are closed.
Join the conversation
Contact us at [email protected]
Email the author at jane.doe@example.org.
Jane Doe can be reached at jane@example.org.
Send tips to tips@example.org.
Got a tip? Email us at tips@example.org
We use cookies to improve your experience.
By continuing to use this site, you agree to our use of cookies.
Cookie settings
Your privacy choices
This site is protected by reCAPTCHA.
Please enable JavaScript to view the comments.
Please turn off your ad blocker.
Read more: Talks fail in Geneva
READ ALSO: Five things to know
Related: What the deal says
Also on Example:
See also: The history of the deal
Watch the full interview below:
Read the full report here.
Watch: Minister leaves the talks
Click here to read the full story.
For more on this story, visit our website.
You may also like
Most read
Tags: politics, gas
Filed under: Politics
Advertisement
ADVERTISEMENT - CONTINUE READING BELOW
Story continues below advertisement
Scroll down to continue reading
Sponsored content
This post may contain affiliate links.
We may earn a commission from links on this page.
© 2018 The Daily Example. All rights reserved.
(c) 2018 Example Media Ltd.
Copyright 2018 The Daily Example
This material may not be published, broadcast, rewritten or redistributed.
The views expressed in this article are the author's own and do not necessarily reflect those of Example.
4 min read
3 hours ago
Skip to main content
***
https://example.org/story
![](https://example.org/pixel.gif)
.related-links {
margin-left: 15px;
""".strip().splitlines()

NEWS = """
The newsletter, which has 40,000 subscribers, was founded in 2009.
He donated $5 million to the party and asked others to do the same.
The charity asked for donations after the earthquake destroyed the town.
“Please donate to our campaign today,” the candidate told the crowd.
"Subscribe to our channel," he says at the end of each video.
Subscribers of the service were told to change their passwords.
The company said it would sign up two million new subscribers by June.
Voters can sign up until Friday, the commission said.
The website uses cookies to track its users, the regulator found, and fined it.
Oreo cookies are made in the plant, which will close next year.
The senator wrote on Twitter that he would not resign.
She followed him on Twitter for years before they met.
Facebook said on Tuesday that it had removed 32 pages.
The minister did not respond to a request for comment.
The spokesman declined to comment on the talks.
Police asked anyone with information to contact the station.
The party has become a member of the alliance.
Ukraine wants to become a member of the European Union.
The court ruled that copyright law protects the images.
The two companies share this view of the market.
Reuters contributed to this report.
(Reporting by Jane Doe; Editing by John Roe)
Jane Doe contributed reporting from Geneva.
This article was first published by The Example.
Related stories of abuse came to light in the same week.
More than 40 people were hurt here on Monday.
The reporter was arrested in front of the ministry on Monday.
He read the full report on the plane to Geneva.
The advertisement shows a soldier on a horse.
The ad, paid for by the campaign, ran in three states.
Watch parties were held in six cities.
Thank you for nothing, the sign said.
Click fraud costs advertisers billions every year.
Your support for the troops is what matters, she wrote.
We rely on the army, the mayor said.
By continuing the talks, both sides showed that they want a deal.
Get out of the way, the driver shouted.
The views of the voters have changed since 2016.
Two hours ago the last plane left.
U.S. officials follow the talks on Facebook's policy closely.
You cannot trust us, the delegate told reporters, and we cannot trust you.
""".strip().splitlines()


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_in_the_middle_of_a_story_is_marked_alone(line: str) -> None:
    assert marked(f"{STORY}\n{line}\n{MORE}\n{STORY}\n{MORE}\n{STORY}\n{MORE}") == [line]


@pytest.mark.parametrize("line", NEWS)
def test_news_about_such_things_stays_story(line: str) -> None:
    assert marked(f"{STORY}\n{line}\n{MORE}") == []
    assert marked(f"{STORY}\n{MORE} {line}\n{MORE}") == []


@pytest.mark.parametrize("line", ["Subscribe here.", "Read the full report here.", "Follow him on Twitter @janedoe."])
def test_a_sentence_of_it_at_the_end_of_a_paragraph_is_marked_alone(line: str) -> None:
    assert marked(f"{STORY} {MORE} {line}\n{MORE}") == [line]


@pytest.mark.parametrize(
    "quoted", ['"We need you. Subscribe here. It matters," he said.', "“Go. Click here to donate. Now.”"]
)
def test_what_is_quoted_is_story(quoted: str) -> None:
    assert marked(f"{STORY}\n{quoted}\n{MORE}") == []


def test_an_appeal_is_one_block_with_the_lines_that_go_with_it() -> None:
    appeal = [
        "Could you lend us a hand? Every contribution, however small, counts.",
        "Your donation keeps our newsroom independent of owners and advertisers, and lets us report without bias.",
        "Thank you.",
    ]
    assert marked("\n".join([STORY, *appeal, MORE])) == appeal


def test_thanks_alone_are_no_boilerplate() -> None:
    assert marked(f"{STORY}\nThank you.\n{MORE}") == []


def test_a_list_of_headlines_goes_with_its_head() -> None:
    links = ["Related stories", "Talks fail in Geneva", "Minister leaves early", "What the deal says"]
    assert marked("\n".join([STORY, *links, MORE])) == links


def test_a_head_takes_no_sentence_of_the_story_with_it() -> None:
    assert marked(f"{STORY}\nRead more\n{MORE}") == ["Read more"]
    assert marked(f"{STORY}\nRelated\nTalks fail\n{MORE}") == ["Related"]


@pytest.mark.parametrize(
    "bio",
    [
        "Jane Doe is a staff writer at The Daily Example.",
        "John Roe is a columnist for Example and the author of three books.",
        "Jane Doe covers energy for Example. Follow her on Twitter @janedoe.",
        "The author is a fellow at the Institute of Examples.",
    ],
)
def test_who_wrote_it_is_marked_at_the_end_only(bio: str) -> None:
    assert marked(f"{STORY}\n{MORE}\n{bio}\nAll rights reserved.") == [bio, "All rights reserved."]
    assert bio not in marked(f"{STORY}\n{bio.split('. Follow')[0]}.\n{MORE}\n{STORY}\n{MORE}\n{STORY}")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\u2028", "\x0b", "\x85"])
def test_a_line_ends_wherever_unicode_ends_one(end: str) -> None:
    assert marked(end.join([STORY, "Subscribe here.", MORE])) == ["Subscribe here."]


@pytest.mark.parametrize("piece", [". ", "subscribe ", "@", "[", "a@", "( ", "here ", '"'])
def test_a_long_line_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * 20_000
    assert len(marked(f"{text}\n{text[:390]}\n{text[:690]}")) <= 3


@pytest.mark.parametrize(
    "line",
    [
        "Please verify you're not a robot by clicking the box. Invalid email address. You must select a "
        "newsletter to subscribe to. An error has occurred. View all Example newsletters.",
        "Add Weather as an interest to stay up to date on the latest weather.",
        "A version of this article appears in print on May 3, on page A16 of the New York edition.",
        "Bank stops buying of shares on credit Read more",
        "Read or Share this story: https://example.org/a",
        "Show all 34",
    ],
)
def test_boxes_credits_and_teasers_are_no_story(line: str) -> None:
    assert marked(f"{STORY}\n{line}\n{MORE}") == [line]
    assert marked(f"{STORY}\nThe firm contributed to this report's findings by two million, she said.\n{MORE}") == []
