#include "layout.h"

#include <vector>

#include "walk.h"

namespace {

using isf::agree;
using isf::Header;
using isf::Walk;

void graph(Walk& walk, const Header& outer) {
    const auto inner = outer.within(walk);
    // A graph without anything to learn is ready before the components are.
    agree(inner.count == outer.count && (inner.trained || !outer.trained), "its parts do not fit together");
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
    if (code == "IwPQ") {
        walk.take_flag();  // whether residuals are kept
        const auto announced = walk.take<uint64_t>();
        agree(walk_product(walk, outer) == announced, "its parts do not fit together");
        return announced;
    }
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

// The index of vectors itself, behind the table of ids and the principal components.
void core(Walk& walk, const Header& outer, std::string code) {
    if (code.compare(0, 2, "Iw") == 0) return inverted_lists(walk, outer, code);
    if (code == "IHNf" || code == "IHNs") {
        graph(walk, outer);
        const bool flat = code == "IHNf";
        code = walk.code();
        agree(flat == (code != "IxSQ") && code != "IxPq", "its vectors are stored in an unknown way");
    }
    agree(walk_rows(walk, outer, code) == outer.count, "its parts do not fit together");
}

// A principal component analysis without whitening or rotation; returns the header that what follows must have.
Header components(Walk& walk, const Header& outer) {
    agree(walk.take<int32_t>() == 1 && walk.code() == "Pcam", "its vectors are transformed in an unknown way");
    agree(walk.take<float>() == 0, "its components are whitened");
    walk.take<float>();  // epsilon, of whitening
    agree(!walk.take_flag() && walk.take<int32_t>() == 0, "its components are mixed");
    walk.skip_vector(sizeof(float));  // mean, eigenvalues and all eigenvectors, which only training uses
    walk.skip_vector(sizeof(float));
    walk.skip_vector(sizeof(float));
    walk.take_flag();
    const auto matrix = walk.skip_vector(sizeof(float));
    const auto bias = walk.skip_vector(sizeof(float));
    const auto from = walk.take<int32_t>();
    const auto to = walk.take<int32_t>();
    agree(from > 0 && static_cast<uint64_t>(from) == outer.dimension && to > 0 && to <= from, "its parts do not fit together");
    agree(walk.take_flag() == outer.trained, "its parts do not fit together");
    const auto out = static_cast<uint64_t>(to);
    agree(matrix == (outer.trained ? outer.dimension * out : 0), "its components do not match its dimension");
    agree(bias == (outer.trained ? out : 0), "its components do not match its dimension");
    return {out, outer.count, outer.trained, outer.metric};
}

}  // namespace

void isf::check_layout(std::FILE* file, uint64_t bytes) {
    Walk walk(file, bytes);
    agree(walk.code() == "IxM2", "its outermost part is not an IndexIDMap2");
    const auto outer = Header::read(walk);
    agree(outer.trained || outer.count == 0, "it is marked as untrained and holds vectors");

    const auto code = walk.code();
    if (code == "IxPT") {
        const auto whole = outer.within(walk);
        agree(whole.count == outer.count && whole.trained == outer.trained, "its parts do not fit together");
        agree(outer.metric != ISF_L1, "its metric does not go with its vectors");
        const auto behind = components(walk, outer);
        core(walk, behind, walk.code());
    } else {
        core(walk, outer, code);
    }

    agree(walk.skip_vector(sizeof(int64_t)) == outer.count, "its ids do not match its count");
    agree(walk.at_end(), "something follows its end");
}
