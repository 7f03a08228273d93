"""Vietnamese text typed with the old fonts, TCVN3 (.VnTime) and VNI, and which of them a text is in.

Such text reaches us as Latin letters: `§¶ng bé` and `Ñaûng boä` both stand for `Đảng bộ`. TCVN3 has
no capitals with tones: its capital fonts (.VnTimeH) draw the small letters as capitals.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

UNICODE, TCVN3, VNI = "unicode", "tcvn3", "vni"

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng

# In the order of _VOWELS, the codes of the five tones as above.
_TCVN3_TONED = (
    "b5 b8 b6 b7 b9", "bb be bc bd c6", "c7 ca c8 c9 cb", "cc d0 ce cf d1", "d2 d5 d3 d4 d6",
    "d7 dd d8 dc de", "df e3 e1 e2 e4", "e5 e8 e6 e7 e9", "ea ed eb ec ee", "ef f3 f1 f2 f4",
    "f5 f8 f6 f7 f9", "fa fd fb fc fe",
)  # fmt: skip
_TCVN3_PLAIN = dict(
    zip("ăâêôơưđĂÂĐÊÔƠƯ", bytes.fromhex("a8a9aaabacadaea1a2a7a3a4a5a6"), strict=True)
)

# VNI writes a base letter and then a mark; where the mark alone tells the hat and the tone.
_VNI_MARKS = {"": "øùûõï", "â": "àáåãä", "ă": "èéúüë"}
_VNI_BASE = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ơ": "ô", "ư": "ö"}
_VNI_ALONE = {
    "ì": "ì",
    "í": "í",
    "ỉ": "æ",
    "ĩ": "ó",
    "ị": "ò",
    "ỵ": "î",
    "ơ": "ô",
    "ư": "ö",
    "đ": "ñ",
}


def _toned(vowel: str, tone: int) -> str:
    return unicodedata.normalize("NFC", vowel + _TONES[tone])


def _tcvn3_table() -> dict[str, str]:
    table = {letter: chr(code) for letter, code in _TCVN3_PLAIN.items()}
    for vowel, codes in zip(_VOWELS, _TCVN3_TONED, strict=True):
        for tone, code in enumerate(bytes.fromhex(codes)):
            table[_toned(vowel, tone)] = chr(code)
    return table


def _vni_table() -> dict[str, str]:
    small = {
        _toned(vowel, tone): base + mark
        for vowel, base in _VNI_BASE.items()
        for tone, mark in enumerate(_VNI_MARKS[""])
    }
    for bare, vowel, hat in ("aââ", "eêâ", "oôâ", "aăă"):
        small[vowel] = bare + {"â": "â", "ă": "ê"}[hat]
        small |= {_toned(vowel, n): bare + mark for n, mark in enumerate(_VNI_MARKS[hat])}
    small |= _VNI_ALONE
    return small | {letter.upper(): code.upper() for letter, code in small.items()}


_TO_TCVN3 = _tcvn3_table()
_FROM_TCVN3 = {code: letter for letter, code in _TO_TCVN3.items()}
_TO_VNI = _vni_table()
_FROM_VNI = {code: letter for letter, code in _TO_VNI.items()}
# A mark may follow a letter of the other case: `Aù` for a first letter, `AÙ` in capitals.
_FROM_VNI |= {
    code[0] + code[1].swapcase(): letter
    for code, letter in list(_FROM_VNI.items())
    if len(code) == 2
}
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
_TCVN3_WORD = re.compile(r"[^\W\d_]+")
_SMALL_ASCII = re.compile("[a-z]")
_HAD_CAPITAL = re.compile("[a-zăâđêôơư]")


def to_tcvn3(text: str) -> str:
    """Return the text as typed in TCVN3. Capitals with tones become their small letters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_TO_TCVN3.get(sign) or _TO_TCVN3.get(sign.lower(), sign) for sign in composed)


def from_tcvn3(text: str) -> str:
    """Return Unicode for a text typed in TCVN3; in a text of capitals every letter is one."""
    found = "".join(_FROM_TCVN3.get(sign, sign) for sign in text)
    if not _SMALL_ASCII.search(text) and any(map(_shouted, _TCVN3_WORD.findall(found))):
        return found.upper()
    return _TCVN3_WORD.sub(lambda m: m[0].upper() if _shouted(m[0]) else m[0], found)


def _shouted(word: str) -> bool:
    """Tell whether a word has two capitals and no small letter that had a capital of its own."""
    return not _HAD_CAPITAL.search(word) and sum(sign.isupper() for sign in word) >= 2


def to_vni(text: str) -> str:
    """Return the text as typed in VNI."""
    return "".join(_TO_VNI.get(sign, sign) for sign in unicodedata.normalize("NFC", text))


def from_vni(text: str) -> str:
    """Return Unicode for a text typed in VNI."""
    return _VNI_CODE.sub(lambda code: _FROM_VNI[code[0]], text)


_CONVERT: Mapping[str, Callable[[str], str]] = {UNICODE: str, TCVN3: from_tcvn3, VNI: from_vni}
_BEYOND_LATIN = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\x00-\x40\[-`{-\x7f\s]+")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:(?:[aăâeêioôơuưy]|i[aê]|y[aê]|u[aâeêoôơyi]|o[aăeo]|ư[aơ]|uy[êa]|oă|uê|uơ)(?:ch?|m|ng?|nh|p|t)?"
    r"|[aâ][uy]|ai|ao|eo|êu|ia|iu|iêu|yêu|o[ai]|oa[iyo]|oeo|ôi|ơi|u[aiy]|uây|uôi|uy[au]|ư[aiu]|ươ[iu])"
)
_TONE_MARKS = re.compile(f"[{_TONES}]")


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    letters = unicodedata.normalize("NFC", _TONE_MARKS.sub("", apart))
    return len(_TONE_MARKS.findall(apart)) <= 1 and _SYLLABLE.fullmatch(letters) is not None


def _balance(text: str) -> int:
    """Return the well-formed syllables among the words with marks, less the malformed ones."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(1 if _is_syllable(word) else -1 for word in words)


def fitness(text: str, encoding: str) -> int:
    """Return how well a text reads in an encoding: its well-formed words less the malformed."""
    return _balance(_CONVERT[encoding](text))


def encoding_of(texts: Iterable[str], otherwise: str = UNICODE) -> str:
    """Return the encoding in which most words are Vietnamese syllables, `otherwise` when equal."""
    score: Counter[str] = Counter()
    for text in texts:
        if text.isascii():
            continue
        if _BEYOND_LATIN.search(text):
            score[UNICODE] += 2
            continue
        for name, convert in _CONVERT.items():
            score[name] += _balance(convert(text))
    return max(_CONVERT, key=lambda name: (score[name], name == otherwise))


def to_unicode(text: str, usual: str) -> str:
    """Return the text in Unicode; `usual` is the file's encoding, kept unless another fits better.

    So one column typed in an old font, or one retyped in Unicode, is read as well.
    """
    if text.isascii() or _BEYOND_LATIN.search(text):
        return text
    return _best(text, usual)


@lru_cache(maxsize=65536)
def _best(text: str, usual: str) -> str:
    found = {name: convert(text) for name, convert in _CONVERT.items()}
    score = {name: _balance(converted) for name, converted in found.items()}
    best = max(score, key=lambda name: (score[name], name == usual))
    return found[best]
