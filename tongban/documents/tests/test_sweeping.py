"""What nobody uses leaves the store after two weeks; what anybody uses, or hands in at that very moment, stays."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.utils import timezone

from tongban.documents import actions, queries, store, uses
from tongban.documents.actions import sweeping
from tongban.documents.facts import TurnAway
from tongban.documents.kinds import InstrumentKind
from tongban.documents.models import Document
from tongban.documents.tests import files

pytestmark = pytest.mark.django_db
WEEK = sweeping.GRACE + timedelta(minutes=1)


def lies(shelf):
    return {str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file()}


def old(document):
    """As if it had been handed in long ago."""
    Document.objects.filter(pk=document.pk).update(created_at=timezone.now() - WEEK)
    return document


def marked(document):
    """As if the first pass had marked it long ago."""
    Document.objects.filter(pk=document.pk).update(unused_since=timezone.now() - WEEK)
    return old(document)


def test_an_unused_content_is_marked_after_a_week_and_gone_after_two(shelf):
    kept = actions.keep(files.picture(), name="照片.jpg")
    queries.thumbnail(kept)
    now = timezone.now()
    assert actions.sweep(now=now) == actions.Swept(0, 0, 0)
    assert actions.sweep(now=now + WEEK) == actions.Swept(1, 0, 0)
    assert len(lies(shelf)) == 2
    assert actions.sweep(now=now + WEEK + timedelta(days=1)) == actions.Swept(0, 0, 0)
    assert actions.sweep(now=now + 2 * WEEK) == actions.Swept(0, 0, 1)
    assert lies(shelf) == set()
    assert not Document.objects.exists()


def test_a_content_that_a_row_refers_to_is_never_marked(shelf):
    facts = TurnAway(item="事项", place="窗口", came_at=timezone.now(), reason="材料没带")
    paper = actions.issue(
        InstrumentKind.TURN_AWAY, subject="x", authority_name="窗口", authority_short="诸暨", facts=facts
    )
    drawn = old(actions.draw(paper))
    assert actions.sweep().marked == 0
    marked(drawn)
    assert actions.sweep() == actions.Swept(0, 1, 0)
    assert Document.objects.get().unused_since is None
    assert len(lies(shelf)) == 1


def test_a_content_a_room_keeps_in_words_of_its_own_stays(shelf, monkeypatch):
    kept = marked(actions.keep(files.pdf(), name="合同.pdf"))
    monkeypatch.setitem(uses._told_by, "test.uses", lambda asked: asked & {kept.pk})
    assert actions.sweep() == actions.Swept(0, 1, 0)
    assert lies(shelf) == {kept.path}


def test_handed_in_again_it_begins_anew():
    kept = marked(actions.keep(files.pdf(), name="合同.pdf"))
    again = actions.keep(files.pdf(), name="合同.pdf")
    assert again.pk == kept.pk
    assert Document.objects.get().unused_since is None
    assert actions.sweep().removed == 0


def readable(content):
    document = Document.objects.get()
    with queries.read(document) as file:
        return file.read() == content


@pytest.mark.parametrize("moment", ["before", "after"])
def test_handed_in_while_the_sweep_takes_it_away_it_is_there_in_the_end(shelf, monkeypatch, moment):
    content, delete, uploads = files.pdf(), FileSystemStorage.delete, []

    def interrupted(storage, name):
        if moment == "after":
            delete(storage, name)
        if not uploads and not name.startswith("aside"):
            uploads.append(name)
            actions.keep(content, name="合同.pdf")
        if moment == "before":
            delete(storage, name)

    marked(actions.keep(content, name="合同.pdf"))
    monkeypatch.setattr(FileSystemStorage, "delete", interrupted)
    assert actions.sweep().removed == 1
    assert uploads
    assert readable(content)
    assert lies(shelf) == {Document.objects.get().path}


def test_swept_in_the_middle_of_an_upload_it_is_laid_down_again(shelf, monkeypatch):
    content, put, sweeps = files.pdf(), store.put, []

    def interrupted(name, laid):
        put(name, laid)
        if not sweeps:
            sweeps.append(name)
            assert actions.sweep().removed == 1

    marked(actions.keep(content, name="合同.pdf"))
    monkeypatch.setattr(store, "put", interrupted)
    actions.keep(content, name="合同.pdf")
    assert sweeps
    assert readable(content)


@pytest.mark.parametrize("wanted", [True, False])
def test_a_sweep_that_died_in_between_is_finished_by_the_next(shelf, monkeypatch, wanted):
    content = files.pdf()
    marked(actions.keep(content, name="合同.pdf"))

    def dies(name):
        raise KeyboardInterrupt

    with monkeypatch.context() as until_then:
        until_then.setattr(store, "drop_aside", dies)
        with pytest.raises(KeyboardInterrupt):
            actions.sweep()
    (left,) = lies(shelf)
    assert left.startswith("aside/")
    if wanted:  # its row came back and its upload died before it looked at the store again
        sha256 = left.rpartition("/")[2]
        Document.objects.create(sha256=sha256, size=len(content), media_type="application/pdf", pages=1)
    actions.sweep()
    assert lies(shelf) == ({Document.objects.get().path} if wanted else set())


@pytest.mark.django_db(transaction=True)
def test_the_store_is_never_asked_inside_a_transaction(shelf, monkeypatch):
    asked = []

    def noted(name):
        plain = getattr(FileSystemStorage, name)

        def call(storage, *given, **named):
            asked.append(name)
            assert not connection.in_atomic_block
            return plain(storage, *given, **named)

        return call

    for name in ("_save", "_open", "delete", "exists", "listdir"):
        monkeypatch.setattr(FileSystemStorage, name, noted(name))
    marked(actions.keep(files.pdf(), name="合同.pdf"))
    assert actions.sweep().removed == 1
    assert {"_save", "_open", "delete", "exists", "listdir"} == set(asked)


def test_referred_to_in_this_very_moment_it_stays(shelf, monkeypatch):
    kept = marked(actions.keep(files.pdf(), name="合同.pdf"))
    facts = TurnAway(item="事项", place="窗口", came_at=timezone.now(), reason="材料没带")
    paper = actions.issue(
        InstrumentKind.TURN_AWAY, subject="x", authority_name="窗口", authority_short="诸暨", facts=facts
    )
    monkeypatch.setattr(sweeping, "_freed", lambda keys: 0)
    monkeypatch.setattr(sweeping, "_idle", set)  # looked before the paper was tied to it
    paper.keep_drawn(kept)
    assert actions.sweep().removed == 0
    assert lies(shelf) == {kept.path}
