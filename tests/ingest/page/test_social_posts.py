"""Posts of social networks that an article quotes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.page.social_posts import is_post, is_signed


@pytest.mark.parametrize(
    "link",
    [
        "https://twitter.com/adamoor/status/1124300000000000000?ref_src=twsrc",
        "//mobile.twitter.com/adamoor/statuses/112",
        "https://x.com/adamoor/status/112",
        "https://www.instagram.com/p/BxY_1-z/?utm_source=ig_embed",
        "https://www.instagram.com/ada.moor/reel/BxY1z/",
        "https://www.facebook.com/ada.moor/posts/10150000000000000",
        "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
        "https://www.tiktok.com/@ada.moor/video/7000000000000000000",
        "https://www.reddit.com/r/rivers/comments/abc123/the_dam/",
        "https://bsky.app/profile/ada.example/post/3kabc",
        "https://www.threads.net/@ada.moor/post/Cabc",
        "https://t.me/adamoor/112",
        "https://truthsocial.com/@adamoor/posts/112000000000000000",
        "https://social.example/@adamoor/112000000000000000",
        "https://social.example/@adamoor@lake.example/112000000000000000",
        "https://www.linkedin.com/posts/adamoor_rivers-activity-7000",
    ],
)
def test_the_address_of_one_post_is_known(link: str) -> None:
    assert is_post(link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "/status/112",
        "https://twitter.com/adamoor",
        "https://twitter.com/intent/tweet?url=https://twitter.com/adamoor/status/112",
        "https://nottwitter.com/adamoor/status/112",
        "https://www.instagram.com/adamoor/",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://www.reddit.com/r/rivers/",
        "https://daily.example/@adamoor/rivers",
        "https://daily.example/2019/x.com/adamoor/status/112",
    ],
)
def test_accounts_and_buttons_to_share_are_no_posts(link: str) -> None:
    assert not is_post(link)


@pytest.mark.parametrize(
    "text",
    [
        "Shame. — Ada Moor (@adamoor) May 3, 2019",
        "Schande. — Ada Moor (@adamoor) 3. Mai 2019",
        "Honte. — Ada Moor (@adamoor) 3 mai 2019",
        "— Ada Moor (@ada.lake.example) May 3, 2019 at 5:14 PM",
        "– Ada Moor (@adamoor@lake.example) 2019年5月3日",
        "— Ada Moor (@adamoor) 3 мая 2019 г.",
        "— Ada Moor (@adamoor) May 3, 2019 at 5:14 p.m.",
        "— أدا (@adamoor) ٣ مايو ٢٠١٩",
        "Eleven days for nothing. pic.twitter.com/aB3xYz",
        "A post shared by Ada Moor (@ada.moor) on May 3, 2019 at 5:14am PDT",
        "Ein Beitrag geteilt von Ada Moor (@ada.moor)",
        "Une publication partagée par Ada Moor (@ada.moor)",
    ],
)
def test_a_post_s_signature_is_known_in_whatever_language(text: str) -> None:
    assert is_signed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ada Moor (@adamoor) writes about rivers.",
        "Follow us (@lakeherald)",
        "The round ended – with nothing, as Ada Moor (@adamoor) had said it would.",
        "A post shared by thousands on Tuesday",
        "See pic.twitter.com/aB3xYz for more",
        "The round is over – so Ada Moor (@adamoor) told us on 3 May.",
        "The round is over – so Ada Moor (@adamoor) told us on 3 May 2019.",
        "The round – that of Ada Moor (@adamoor) and 12 others",
    ],
)
def test_a_handle_alone_is_no_signature(text: str) -> None:
    assert not is_signed(text)


@pytest.mark.parametrize("part", ["—", "(@", "— a (@a) ", "a post shared by ", "a.", "@a/", "//x.com"])
def test_hostile_lines_take_no_time(part: str) -> None:
    start = time.process_time()
    is_signed(part * 200_000)
    is_signed(part * 200_000 + "(@a")
    is_post("https://" + part * 200_000)
    assert time.process_time() - start < 0.5


@given(st.text(), st.text("—–- (@).0a", max_size=60))
def test_any_text_is_signed_or_not(text: str, end: str) -> None:
    assert is_signed(f"{text}x — Ada (@ada) 3 May 2019")
    assert is_signed(f"{text}{end}") in (True, False)
