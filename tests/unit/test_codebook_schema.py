"""A ``.qdc`` of ours keeps the rules of REFI-QDA, for any codebook."""

import pytest
from hypothesis import given, settings
from lxml import etree

from dashboards.exports.codebook_qdc import draw_codebook_qdc
from domain.codebook_lines import CodebookLine
from domain.qda_codes import QDC_SPACES
from sources.codebook_files import read_codebook_file
from tests.unit.test_codebook_exchange import LANGUAGES, SHIPPED, books

RULES = r"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns="urn:QDA-XML:codebook:1.0" targetNamespace="urn:QDA-XML:codebook:1.0"
    elementFormDefault="qualified">
  <xsd:element name="CodeBook">
    <xsd:complexType>
      <xsd:sequence>
        <xsd:element name="Codes">
          <xsd:complexType>
            <xsd:sequence>
              <xsd:element name="Code" type="code" maxOccurs="unbounded"/>
            </xsd:sequence>
          </xsd:complexType>
        </xsd:element>
        <xsd:element name="Sets" minOccurs="0"/>
      </xsd:sequence>
      <xsd:attribute name="origin" type="xsd:string"/>
    </xsd:complexType>
    <xsd:unique name="one_guid_each">
      <xsd:selector xpath=".//*"/><xsd:field xpath="@guid"/>
    </xsd:unique>
  </xsd:element>
  <xsd:complexType name="code">
    <xsd:sequence>
      <xsd:element name="Description" type="xsd:string" minOccurs="0"/>
      <xsd:element name="Code" type="code" minOccurs="0" maxOccurs="unbounded"/>
    </xsd:sequence>
    <xsd:attribute name="guid" type="guid" use="required"/>
    <xsd:attribute name="name" type="xsd:string" use="required"/>
    <xsd:attribute name="isCodable" type="xsd:boolean" use="required"/>
    <xsd:attribute name="color" type="color"/>
  </xsd:complexType>
  <xsd:simpleType name="guid">
    <xsd:restriction base="xsd:token">
      <xsd:pattern value="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"/>
      <xsd:pattern value="\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}"/>
    </xsd:restriction>
  </xsd:simpleType>
  <xsd:simpleType name="color">
    <xsd:restriction base="xsd:token">
      <xsd:pattern value="#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"/>
    </xsd:restriction>
  </xsd:simpleType>
</xsd:schema>
"""
"""Written down from the description of the standard (1.5, the codebook exchange)."""
SCHEMA = etree.XMLSchema(etree.fromstring(RULES))


def broken_rules(data: bytes) -> list[str]:
    SCHEMA.validate(etree.fromstring(data))
    return [error.message for error in SCHEMA.error_log]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_codebook_keeps_the_rules(language: str) -> None:
    assert broken_rules(draw_codebook_qdc(SHIPPED, language=language)) == []


@settings(max_examples=60, deadline=None)
@given(lines=books())
def test_any_codebook_keeps_the_rules(lines: list[CodebookLine]) -> None:
    assert broken_rules(draw_codebook_qdc(lines, language="nl")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'isCodable="true"', b""),
        (b'isCodable="true"', b'isCodable="ja"'),
        (b'guid="01604146-EE20', b'guid="01604146EE20'),
        (b"<Codes>", b"<Codes><Note/>"),
    ],
)
def test_a_file_that_breaks_a_rule_is_seen(right: bytes, wrong: bytes) -> None:
    data = draw_codebook_qdc(SHIPPED, language="nl")
    assert right in data
    assert broken_rules(data.replace(right, wrong, 1))


def test_either_name_of_the_standard_is_read() -> None:
    data = draw_codebook_qdc(SHIPPED, language="nl")
    usual, other = (space.encode() for space in QDC_SPACES)
    for space in (usual, other):
        renamed = data.replace(usual, space)
        assert read_codebook_file(renamed, name="boek.qdc", known=()) == SHIPPED
