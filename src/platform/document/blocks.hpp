#pragma once
// How each kind of block is set. Of platform/document only.

#include "platform/document/document.hpp"
#include "platform/document/flow.hpp"

namespace document {

/// Puts one block behind what is there.
struct Placed {
  Flow& flow;
  const Type& type;
  /// Stays free behind a table's last row, so that signatures never stand on a page alone.
  double room_behind = 0;

  void operator()(const Parties& parties) const;
  void operator()(const Title& title) const;
  void operator()(const Heading& heading) const;
  void operator()(const Paragraph& paragraph) const;
  void operator()(const Facts& facts) const;
  void operator()(const Table& table) const;
  void operator()(const Signatures& signatures) const;
};

double height_of(const Signatures& signatures, const Type& type);

}  // namespace document
