"""Addresses of the console: the catalogue for data officers; watching over and operating come beside it."""

from django.urls import URLPattern, URLResolver, include, path

from tongban.doors.console import agreements, bundles, calendar, catalogue, coverage, differences, lists, search_words

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue", catalogue.versions, name="console-catalogue"),
    path("catalogue/", include("tongban.doors.console.version_urls")),
    path("differences", differences.choose, name="console-differences"),
    path("differences/<slug:slug>", differences.compare, name="console-difference"),
    path("differences/<slug:slug>/table.xlsx", differences.table, name="console-difference-table"),
    path("differences/<slug:slug>/draft", differences.drafted, name="console-difference-draft"),
    path("differences/<slug:slug>/begin", differences.begin, name="console-difference-begin"),
    path("lists", lists.lists, name="console-lists"),
    path("lists/import", lists.upload, name="console-list-import"),
    path("lists/template", lists.template, name="console-list-template"),
    path("lists/<int:document_id>", lists.document, name="console-list"),
    path("lists/<int:document_id>/export", lists.export, name="console-list-export"),
    path("agreements", agreements.agreements, name="console-agreements"),
    path("agreements/new", agreements.new, name="console-agreement-new"),
    path("agreements/<int:agreement_id>", agreements.agreement, name="console-agreement"),
    path("agreements/<int:agreement_id>/end", agreements.end, name="console-agreement-end"),
    path("coverage", coverage.coverage, name="console-coverage"),
    path("coverage/export", coverage.export, name="console-coverage-export"),
    path("coverage/say", coverage.say, name="console-coverage-say"),
    path("milestones", coverage.aims, name="console-milestones"),
    path("milestones/<slug:key>", coverage.aim, name="console-milestone"),
    path("bundles", bundles.bundles, name="console-bundles"),
    path("bundles/begin", bundles.begin, name="console-bundle-begin"),
    path("bundles/<int:version_id>", bundles.bundle, name="console-bundle"),
    path("bundles/<int:version_id>/step", bundles.step, name="console-bundle-step"),
    path("search-words", search_words.search_words, name="console-search-words"),
    path("search-words/add", search_words.add, name="console-search-words-add"),
    path("search-words/settle", search_words.settle, name="console-search-words-settle"),
    path("search-words/<int:synonym_id>/drop", search_words.drop, name="console-search-words-drop"),
    path("calendar", calendar.years, name="console-calendar"),
    path("calendar/check", calendar.check, name="console-calendar-check"),
    path("calendar/publish", calendar.publish, name="console-calendar-publish"),
]
