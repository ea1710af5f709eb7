#include "platform/http/list_page.hpp"

namespace http {

void add_end(boost::json::object& body, const ListEnd& end) {
  body["next_cursor"] =
      end.next_cursor ? boost::json::value(*end.next_cursor) : boost::json::value(nullptr);
  body["total"] = end.total;
  body["total_is_exact"] = end.is_exact;
}

}  // namespace http
