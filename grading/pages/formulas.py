"""Convert formulas to MathML, which a browser displays without scripts and without internet."""

import functools
import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import Converter

MAX_LENGTH = 2000
# A macro can expand a short formula without limit.
MACRO = re.compile(r"\\(?:re)?new|\\def|\\let|\\href")
ELEMENTS = frozenset(
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence "
    "form frame height largeop linethickness lspace mathvariant maxsize minsize movablelimits "
    "rowlines rowspacing rspace scriptlevel separator stretchy symmetric width xmlns".split()
)


@functools.lru_cache(maxsize=4096)
def mathml(tex: str, display: bool) -> str | None:
    """Convert a formula to MathML.

    Args:
        tex: LaTeX without the dollar signs; it may come from anyone.
        display: whether the formula is on a line of its own.

    Returns:
        MathML without links or styles, or None if the formula cannot be converted.
    """
    if len(tex) > MAX_LENGTH or MACRO.search(tex):
        return None
    try:
        tree = Converter(display="block" if display else "inline").convert_to_element(tex)
    # The converter raises many kinds of errors, not only its own.
    except Exception:
        return None
    for element in tree.iter():
        if element.tag not in ELEMENTS:
            return None
        for name in set(element.attrib) - ATTRIBUTES:
            del element.attrib[name]
        # The converter writes symbols as entities, which would be escaped a second time.
        element.text = html.unescape(element.text) if element.text else None
    return ElementTree.tostring(tree, encoding="unicode")
