"""Statements of banks: what is read, and what is refused before it costs anything."""

from datetime import date
from time import process_time

import pytest
from tests.fund.bank_files import CSV, camt, entry

from folkmoot.fund.bank.camt import read_camt
from folkmoot.fund.bank.lines import BankFileError, BankLine, keyed, read_figures
from folkmoot.fund.bank.tables import Columns, guess_columns, read_rows, read_table

BOMB = (
    '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def fault_of(read, *given) -> str:
    with pytest.raises(BankFileError) as raised:
        read(*given)
    return raised.value.args[0]


class TestTables:
    def test_a_bank_s_table_is_guessed_and_read(self):
        rows = read_rows(CSV.encode())
        columns = guess_columns(rows)
        assert (columns.day, columns.amount, columns.who, columns.text) == (0, 3, 1, 2)
        assert (columns.day_order, columns.has_comma, columns.heads) == ("dmy", True, 1)
        good, bad = read_table(rows, columns, 2)
        assert [(line.day, line.amount) for line in good] == [
            (date(2027, 2, 1), 2_500),
            (date(2027, 2, 3), -30_000),
            (date(2027, 2, 5), 102_550),
        ]
        assert bad == []

    @pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_in_whatever_letters_it_is_written(self, code):
        assert read_rows(CSV.encode(code))[0][4] == "Währung"

    @pytest.mark.parametrize("mark", [",", "\t", "|"])
    def test_with_whatever_stands_between(self, mark):
        text = "date;amount;name\n2027-02-01;5.00;Ida\n".replace(";", mark)
        rows = read_rows(text.encode())
        (line,), _bad = read_table(rows, guess_columns(rows), 2)
        assert line == BankLine(date(2027, 2, 1), 500, "Ida")

    def test_two_columns_for_what_came_and_went(self):
        rows = [
            ["Date", "Debit", "Credit"],
            ["1/31/2027", "", "7"],
            ["2/1/2027", "3", ""],
        ]
        columns = guess_columns(rows)
        assert columns.day_order == "mdy"
        good, _bad = read_table(rows, columns, 2)
        assert [line.amount for line in good] == [700, -300]

    def test_names_the_rows_it_leaves_out(self):
        rows = [
            ["x", "5"],
            ["2027-02-30", "5"],
            ["2027-02-01", "much"],
            ["2027-02-01", "0"],
        ]
        good, bad = read_table(rows, Columns(0, 1, day_order="ymd", heads=0), 2)
        assert good == []
        assert [(one.number, one.why) for one in bad] == [
            (1, "day"),
            (2, "day"),
            (3, "amount"),
            (4, "amount"),
        ]

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"", "no_table"),
            (b"\n\n \n", "no_table"),
            (b"one word", "no_table"),
            (b";;;\n;;\n", "empty"),
            (b"a;b\x00;c", "no_table"),
            (b"\xff\xfe;", "no_table"),
            (b'a;"never closed\n' + b"x;y\n" * 20, "no_table"),
            (b"a;b\n" * 5_001, "too_many"),
            (b"a;b\n" * 600_000, "too_large"),
            (b"%PDF-1.7 \xe2\xe3", "no_table"),
        ],
    )
    def test_refuses_what_is_no_table(self, content, fault):
        assert fault_of(read_rows, content) == fault

    def test_odd_columns_are_no_fault(self):
        wide = read_rows((";".join("x" * 60) + "\n").encode())
        assert len(wide[0]) == 40
        good, bad = read_table([["a"], []], Columns(7, 9, heads=0), 2)
        assert (good, len(bad)) == ([], 2)


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "has_comma", "parts"),
        [
            ("1.234,50", True, 123_450),
            ("1,234.50", False, 123_450),
            ("1'234.50", False, 123_450),
            ("\u2212 7", False, -700),
            ("12,00-", True, -1_200),
            ("+3", False, 300),
            ("1 000", False, 100_000),
            ("0.005", False, None),
            ("1e5", False, None),
            ("NaN", False, None),
            ("Infinity", False, None),
            ("9" * 16, False, None),
            ("--1", False, None),
            ("", False, None),
            ("١٢", False, 1_200),  # figures are figures in every script
        ],
    )
    def test_reads_only_figures(self, text, has_comma, parts):
        assert read_figures(text, 2, has_comma=has_comma) == parts


class TestCamt:
    @pytest.mark.parametrize("version", ["02", "08", "13"])
    def test_reads_any_version(self, version):
        came, went = read_camt(camt(version=version), "EUR", 2)
        assert came == BankLine(
            date(2027, 2, 1), 2_500, "Ida Green", "Boards and rails", "R1"
        )
        assert (went.amount, went.who) == (-30_000, "Timber yard")

    def test_leaves_out_what_is_not_booked_yet(self):
        content = camt(entry(), entry(status="PDNG"), entry(status="<Cd>INFO</Cd>"))
        assert len(read_camt(content, "EUR", 2)) == 1

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (camt(head=BOMB), "has_doctype"),
            (camt(head=OUTSIDE), "has_doctype"),
            (camt(head="<!DOCTYPE Document>"), "has_doctype"),
            (
                camt(head=BOMB).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
                "has_doctype",
            ),
            (camt(entry(code="USD")), "other_currency"),
            (camt(entry("1e9")), "no_statement"),
            (camt(entry("NaN")), "no_statement"),
            (camt(entry("0")), "no_statement"),
            (camt(entry("1.234")), "no_statement"),
            (camt(entry(way="BOTH")), "no_statement"),
            (camt(entry(day="0x")), "no_statement"),
            (camt(entry(status="PDNG")), "empty"),
            (camt()[:-20], "no_statement"),
            (b"<html></html>", "no_statement"),
            (b"<" * 1_000, "no_statement"),
            (b"<a>" * 300_000, "no_statement"),
            (b'<?xml version="1.0" encoding="no-such"?><a/>', "no_statement"),
            (b"<a" + b" " * 2_000_000, "too_large"),
            (b"\x00\x01", "no_statement"),
            (camt(*[entry()] * 5_001).replace(b"\n", b"")[:1_999_000], "too_many"),
        ],
    )
    def test_refuses_what_no_bank_sends(self, content, fault):
        began = process_time()
        assert fault_of(read_camt, content, "EUR", 2) == fault
        assert process_time() - began < 2


class TestKeys:
    def test_the_same_line_of_one_file_twice_is_two(self):
        line = BankLine(date(2027, 2, 1), 500, "Ida")
        first, second = keyed([line, line])
        assert first[0] != second[0]
        assert [key for key, _line in keyed([line, line])] == [first[0], second[0]]
