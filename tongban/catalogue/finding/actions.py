"""What is written for searching: how people say things, what they searched for, and that something changed."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tongban.catalogue.finding.current import CURRENT
from tongban.catalogue.finding.words import clean, tidy
from tongban.catalogue.models import Bundle, Edition, EmptySearch, Item, SearchCount, Synonym
from tongban.catalogue.reading import SOURCE
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem

_LONGEST = 40


def touched(slugs: Iterable[str]) -> None:
    """These are found differently from now on: in the transaction of the act that made it so.

    As soon as it commits this process brings the index up to date; the others see it within a second.
    """
    Edition.objects.touch(slugs)
    transaction.on_commit(CURRENT.hurry, robust=True)


# --- 同义词 ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_synonym(words: str, means: str, *, by_label: str) -> Synonym:
    """Let people's words lead to an item (by its slug or name), a 一件事, or a standard term. Raises Invalid."""
    said = clean(words)
    if problems := _problems(said, means.strip()):
        raise Invalid(problems)
    slug = _slug_of(means.strip())
    term = "" if slug else clean(means)
    kept = {"active": True, "by_label": by_label}
    synonym, _ = Synonym.objects.update_or_create(words=said, slug=slug, term=term, defaults=kept)
    EmptySearch.objects.filter(words=said).update(settled=True)
    touched([slug] if slug else [])
    return synonym


def _problems(said: str, means: str) -> list[Problem]:
    problems = []
    if len(tidy(said)) < 2 or len(said) > _LONGEST:
        problems.append(Problem("words", f"平常的说法要有 2 到 {_LONGEST} 个字，不能只是标点。请改短或补全。"))
    if not means or len(means) > _LONGEST:
        problems.append(Problem("means", f"请填事项名称、标识，或标准的词，最多 {_LONGEST} 个字。"))
    elif clean(means) == said:
        problems.append(Problem("means", "两边写的一样，加了没有用。请写这句话指的是哪个事项，或标准的词。"))
    return problems


def _slug_of(means: str) -> str:
    """The slug of the item or 一件事 that is meant; empty for a term."""
    for noun in (Item, Bundle):
        for field in ("slug", "name"):
            if found := noun.objects.filter(**{field: means}).values_list("slug", flat=True).first():
                return str(found)
    return ""


@transaction.atomic
def drop_synonym(synonym_id: int, *, by_label: str) -> None:
    """Take a synonym out; it is kept inactive. Raises NotFound, and Blocked when it already is."""
    synonym = Synonym.objects.filter(pk=synonym_id).first()
    if synonym is None:
        raise NotFound("没有找到这条同义词。请刷新列表后再看。")
    if not Synonym.objects.filter(pk=synonym_id, active=True).update(active=False, by_label=by_label):
        raise Blocked(f"“{synonym.words}”刚刚已经停用了，请刷新后再看。", code="inactive")
    touched([synonym.slug] if synonym.slug else [])


def settle_empty_search(words: str) -> None:
    """已处理: off the list, until somebody searches for it again."""
    if not EmptySearch.objects.filter(words=words, settled=False).update(settled=True):
        raise NotFound("没有找到这条空搜记录，可能别人刚处理过。请刷新列表。")


@transaction.atomic
def load_synonyms() -> int:
    """The seed: what came with the data and is not here yet. Returns how many were new."""
    seed = [(words, slug, "") for words, slug in _pairs("everyday_words.tsv")]
    seed += [(words, "", term) for words, term in _pairs("standard_terms.tsv")]
    known = set(Synonym.objects.values_list("words", "slug", "term"))
    new = [row for row in dict.fromkeys(seed) if row not in known]
    Synonym.objects.bulk_create(Synonym(words=words, slug=slug, term=term) for words, slug, term in new)
    if new:
        touched({slug for _, slug, _ in new if slug})
    return len(new)


def _pairs(name: str) -> list[tuple[str, str]]:
    lines = (SOURCE / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(words, meaning) for words, meaning in rows]


# --- 常搜 and 空搜 -----------------------------------------------------------------------------------------------------
@transaction.atomic
def keep_counts(found: Mapping[str, int], empty: Mapping[str, int]) -> None:
    """Add what was counted in memory to what is kept."""
    today = timezone.localdate()
    for slug, count in found.items():
        row, _ = SearchCount.objects.get_or_create(slug=slug, day=today)
        SearchCount.objects.filter(pk=row.pk).update(count=F("count") + count)
    for words, count in empty.items():
        kept, _ = EmptySearch.objects.get_or_create(words=words, defaults={"last_on": today})
        EmptySearch.objects.filter(pk=kept.pk).update(count=F("count") + count, last_on=today, settled=False)
