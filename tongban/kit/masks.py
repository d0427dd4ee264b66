"""Personal data as shown by default: enough to know one's own, too little to misuse. Organisations are not masked."""

from tongban.kit.codes import tidy, tidy_phone


def mask_name(name: str) -> str:
    """``李*``: the first character only, so that the length tells nothing either."""
    return f"{name[0]}*" if name else ""


def mask_identity_number(number: str) -> str:
    """``3412**********0028``: the province and city of issue, and the last four."""
    number = tidy(number)
    if len(number) < 12:  # a foreign document: four and four would leave too little hidden
        return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(number: str) -> str:
    """``138 **** 0007``; a landline keeps its area code and last four."""
    number = tidy_phone(number)
    if len(number) < 10:
        return "*" * len(number)
    return f"{number[:3]} **** {number[-4:]}"


def mask_card(number: str) -> str:
    """``尾号 0012``: what banks and people call a card by."""
    number = tidy(number)
    return f"尾号 {number[-4:]}" if len(number) > 8 else "尾号 ****"
