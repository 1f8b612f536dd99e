"""Paragraphs of mails in, words of a person kept and those of every mail left out."""

import time

import pytest

from sources.documents.mail_disclaimers import disclaimer_places

_KEPT = (
    "Denk aan het milieu: leg meer groen aan in de wijk, en bouw honderd woningen "
    "minder dan in het plan staat.",
    "Please consider the environment: plant more trees along the road.",
    "Vrijwaring van grondeigenaren is nodig voor het project langs het kanaal.",
    "Vrijwaring: de gemeente neemt het risico van de grondeigenaren over.",
    "Disclaimers horen niet in een visie.",
    "De gemeente is niet aansprakelijk voor schade. De burgers kunnen geen rechten "
    "ontlenen aan het plan, en de loods is niet bestemd voor bewoners.",
    "In uw bericht staat dat u niet aansprakelijk bent, en dat de kade niet bestemd "
    "is voor bewoners.",
    "De notulen zijn van vertrouwelijke aard en niet bedoeld voor de krant.",
)
_LEFT_OUT = (
    "Denk aan het milieu voordat u dit bericht afdrukt.",
    "Denk aan het milieu! Is het nodig deze mail te printen?",
    "Printen? Denk om het milieu.",
    "Please consider the environment before printing this e-mail.",
    "Think before you print!",
    "DISCLAIMER",
    "Disclaimer: zie onze site.",
    "E-mail disclaimer: zie onze site.",
    "Vrijwaring",
    "Vrijwaring: aan dit bericht kunnen geen rechten worden ontleend.",
    "Dit e-mailbericht bevat vertrouwelijke informatie, die niet voor u bestemd is als "
    "u het per abuis hebt ontvangen.",
    "Aan deze e-mail kunnen geen rechten worden ontleend. Hebt u hem ten onrechte "
    "ontvangen, meld dat dan.",
    "This electronic message is confidential. If you are not the intended recipient, "
    "delete it.",
    "Sent from Outlook 16.0.1 for Android.",
)


@pytest.mark.parametrize("are_blocks", [True, False])
@pytest.mark.parametrize("text", _KEPT)
def test_words_of_a_person_are_no_disclaimer(text: str, *, are_blocks: bool) -> None:
    lines = ["Beste raad,", "", text, "", "Tot ziens."]
    assert disclaimer_places(lines, are_blocks=are_blocks) == set()


@pytest.mark.parametrize("are_blocks", [True, False])
@pytest.mark.parametrize("text", _LEFT_OUT)
def test_what_every_mail_says_is_a_disclaimer(text: str, *, are_blocks: bool) -> None:
    lines = ["Beste raad,", "", text, "", "Tot ziens."]
    assert disclaimer_places(lines, are_blocks=are_blocks) == {2}


def test_a_sign_that_goes_on_at_the_next_line_takes_no_words_along() -> None:
    lines = ["Wij zijn het er mee eens.", "Denk aan het milieu voordat u", "dit print."]
    assert disclaimer_places(lines, are_blocks=False) == {1, 2}
    lines = ["Vrijwaring", "De gemeente draagt het risico van de eigenaren."]
    assert disclaimer_places(lines, are_blocks=False) == set()


@pytest.mark.parametrize("filling", [".", " ", "a", "-a", " .", ". ", "dit "])
def test_long_lines_take_no_time(filling: str) -> None:
    for begin in ("Sent from mail ", "Denk aan het milieu ", "Disclaimer", "dit "):
        started = time.process_time()
        disclaimer_places([f"{begin}{filling * 30_000}(x y"], are_blocks=True)
        assert time.process_time() - started < 1
