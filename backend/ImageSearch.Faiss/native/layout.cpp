#include "layout.h"

#include <vector>

#include "walk.h"

namespace {

using isf::agree;
using isf::Header;
using isf::Walk;

void graph(Walk& walk, const Header& outer) {
    const auto inner = outer.within(walk);
    agree(inner.count == outer.count && inner.trained == outer.trained, "its parts do not fit together");
    walk.skip_vector(sizeof(double));   // assign_probas
    walk.skip_vector(sizeof(int32_t));  // cum_nneighbor_per_level
    agree(walk.skip_vector(sizeof(int32_t)) == outer.count, "its levels do not match its count");
    agree(walk.skip_vector(sizeof(uint64_t)) == outer.count + 1, "its offsets do not match its count");
    walk.skip_vector(sizeof(int32_t));  // neighbors
    walk.skip(5, sizeof(int32_t));      // entry point, top level, breadths of construction, search and descent
}

// The lengths of the inverted lists, as FAISS reads them.
std::vector<uint64_t> list_lengths(Walk& walk, uint64_t lists) {
    std::vector<uint64_t> lengths(lists);
    const auto form = walk.code();
    const auto values = walk.take<uint64_t>();
    if (form == "full") {
        agree(values == lists, "its lists do not match their number");
        for (auto& length : lengths) length = walk.take<uint64_t>();
    } else {
        agree(form == "sprs" && values % 2 == 0 && values / 2 <= lists, "its lists are stored in an unknown way");
        for (uint64_t i = 0; i < values / 2; i++) {
            const auto list = walk.take<uint64_t>();
            agree(list < lists, "it names a list that does not exist");
            lengths[list] = walk.take<uint64_t>();
        }
    }
    return lengths;
}

// What the lists hold, between the direct map and the lists themselves; returns the bytes of one vector.
uint64_t list_codes(Walk& walk, const Header& outer, const std::string& code) {
    if (code == "IwFl") return outer.dimension * sizeof(float);
    agree(code == "IwSq", "its kind is unknown");
    const auto code_size = walk_scalar(walk, outer);
    agree(walk.take<uint64_t>() == code_size, "its parts do not fit together");
    walk.take_flag();
    return code_size;
}

void inverted_lists(Walk& walk, const Header& outer, const std::string& code) {
    constexpr uint64_t max_lists = 1'000'000;
    agree(outer.metric != ISF_L1, "its metric does not go with its vectors");
    const auto inner = outer.within(walk);
    agree(inner.count == outer.count && inner.trained == outer.trained, "its parts do not fit together");
    const auto lists = walk.take<uint64_t>();
    const auto probes = walk.take<uint64_t>();
    agree(lists > 0 && lists < max_lists, "its number of lists is out of range");
    agree(probes > 0 && probes <= lists, "its number of probes is out of range");
    const auto centre_code = walk.code();
    agree(centre_code[2] == 'F', "the centres of its lists are stored in an unknown way");
    agree(walk_rows(walk, outer, centre_code) == (outer.trained ? lists : 0), "its lists do not match their centres");

    const auto direct = walk.take<uint8_t>();  // DirectMap: none or an array
    agree(direct <= 1 && walk.skip_vector(sizeof(int64_t)) == (direct == 1 ? outer.count : 0), "its direct map is unknown");

    const auto code_size = list_codes(walk, outer, code);
    agree(walk.code() == "ilar", "its lists are not stored in the file itself");
    agree(walk.take<uint64_t>() == lists && walk.take<uint64_t>() == code_size, "its parts do not fit together");
    uint64_t total = 0;
    for (const auto length : list_lengths(walk, lists)) {
        walk.skip(length, code_size + sizeof(int64_t));
        total += length;
    }
    agree(total == outer.count, "its lists do not match its count");
}

// The index of vectors itself, behind the table of ids.
void core(Walk& walk, const Header& outer, std::string code) {
    if (code.compare(0, 2, "Iw") == 0) return inverted_lists(walk, outer, code);
    if (code == "IHNf" || code == "IHNs") {
        graph(walk, outer);
        const bool flat = code == "IHNf";
        code = walk.code();
        agree(flat == (code != "IxSQ"), "its vectors are stored in an unknown way");
    }
    agree(walk_rows(walk, outer, code) == outer.count, "its parts do not fit together");
}

}  // namespace

void isf::check_layout(std::FILE* file, uint64_t bytes) {
    Walk walk(file, bytes);
    agree(walk.code() == "IxM2", "its outermost part is not an IndexIDMap2");
    const auto outer = Header::read(walk);
    agree(outer.trained || outer.count == 0, "it is marked as untrained and holds vectors");

    core(walk, outer, walk.code());
    agree(walk.skip_vector(sizeof(int64_t)) == outer.count, "its ids do not match its count");
    agree(walk.at_end(), "something follows its end");
}
