#include "layout.h"

#include <cstring>
#include <string>
#include <vector>

#include "index.h"

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw isf::Failure(ISF_INVALID_FILE, "The file is not an index that can be read: " + why + ".");
}

void agree(bool condition, const char* why) {
    if (!condition) refuse(why);
}

class Walk {
public:
    Walk(std::FILE* file, uint64_t bytes) : file_(file), remaining_(bytes) {}

    template <typename T>
    T take() {
        T value;
        agree(sizeof value <= remaining_, "it ends too early");
        if (std::fread(&value, sizeof value, 1, file_) != 1)
            throw isf::Failure(ISF_IO, "The file cannot be read, or shrank while it was read.");
        remaining_ -= sizeof value;
        return value;
    }

    void skip(uint64_t count, uint64_t size) {
        agree(count <= remaining_ / size, "it ends too early");
        if (std::fseek(file_, static_cast<long>(count * size), SEEK_CUR) != 0)
            throw isf::Failure(ISF_IO, "The file cannot be read: seeking failed.");
        remaining_ -= count * size;
    }

    uint64_t skip_vector(uint64_t size) {
        const auto count = take<uint64_t>();
        skip(count, size);
        return count;
    }

    std::string code() {
        const auto code = take<uint32_t>();
        return std::string(reinterpret_cast<const char*>(&code), 4);
    }

    bool at_end() const { return remaining_ == 0; }

private:
    std::FILE* file_;
    uint64_t remaining_;
};

struct Header {
    int32_t dimension;
    int64_t count;
    bool trained;
    int32_t metric;
};

Header header(Walk& walk) {
    const auto dimension = walk.take<int32_t>();
    const auto count = walk.take<int64_t>();
    walk.take<int64_t>();  // two fields that FAISS no longer uses
    walk.take<int64_t>();
    const auto trained = walk.take<uint8_t>();
    const auto metric = walk.take<int32_t>();
    agree(dimension > 0 && dimension <= isf::max_dimension, "its dimension is out of range");
    agree(count >= 0, "its count is negative");
    agree(trained <= 1, "a flag is neither true nor false");
    agree(metric == faiss::METRIC_INNER_PRODUCT || metric == faiss::METRIC_L2, "its metric is unknown");
    return {dimension, count, trained == 1, metric};
}

// The header of an index inside `outer`.
Header header_within(Walk& walk, const Header& outer) {
    const auto inner = header(walk);
    agree(inner.dimension == outer.dimension && inner.metric == outer.metric, "its parts do not fit together");
    return inner;
}

uint64_t rows_of(const Header& header) { return static_cast<uint64_t>(header.count); }

// IndexFlat after its code; returns its count.
int64_t flat(Walk& walk, const Header& outer, const std::string& code) {
    agree(code == (outer.metric == faiss::METRIC_INNER_PRODUCT ? "IxFI" : "IxF2"), "its vectors are stored in an unknown way");
    const auto inner = header_within(walk, outer);
    agree(inner.trained, "a flat index is marked as untrained");
    const auto floats = walk.skip_vector(sizeof(float));
    const auto dimension = static_cast<uint64_t>(inner.dimension);
    agree(floats % dimension == 0 && floats / dimension == rows_of(inner), "its vectors do not match its count");
    return inner.count;
}

void graph(Walk& walk, const Header& outer) {
    const auto inner = header_within(walk, outer);
    agree(inner.count == outer.count && inner.trained, "its parts do not fit together");
    walk.skip_vector(sizeof(double));   // assign_probas
    walk.skip_vector(sizeof(int32_t));  // cum_nneighbor_per_level
    agree(walk.skip_vector(sizeof(int32_t)) == rows_of(outer), "its levels do not match its count");
    agree(walk.skip_vector(sizeof(uint64_t)) == rows_of(outer) + 1, "its offsets do not match its count");
    walk.skip_vector(sizeof(int32_t));  // neighbors
    walk.skip(5, sizeof(int32_t));      // entry point, top level, breadths of construction, search and descent
    agree(flat(walk, outer, walk.code()) == outer.count, "its parts do not fit together");
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

void inverted_lists(Walk& walk, const Header& outer) {
    constexpr uint64_t max_lists = 1'000'000;
    const auto inner = header_within(walk, outer);
    agree(inner.count == outer.count && inner.trained == outer.trained, "its parts do not fit together");
    const auto lists = walk.take<uint64_t>();
    const auto probes = walk.take<uint64_t>();
    agree(lists > 0 && lists <= max_lists, "its number of lists is out of range");
    agree(probes > 0 && probes <= lists, "its number of probes is out of range");
    const auto centroids = static_cast<uint64_t>(flat(walk, outer, walk.code()));
    agree(centroids == (outer.trained ? lists : 0), "its lists do not match their centres");

    const auto direct = walk.take<uint8_t>();  // DirectMap: none or an array
    agree(direct <= 1 && walk.skip_vector(sizeof(int64_t)) == (direct == 1 ? rows_of(outer) : 0), "its direct map is unknown");

    agree(walk.code() == "ilar", "its lists are not stored in the file itself");
    const auto code_size = static_cast<uint64_t>(outer.dimension) * sizeof(float);
    agree(walk.take<uint64_t>() == lists && walk.take<uint64_t>() == code_size, "its parts do not fit together");
    uint64_t total = 0;
    for (const auto length : list_lengths(walk, lists)) {
        walk.skip(length, code_size + sizeof(int64_t));
        total += length;
    }
    agree(total == rows_of(outer), "its lists do not match its count");
}

}  // namespace

void isf::check_layout(std::FILE* file, uint64_t bytes) {
    Walk walk(file, bytes);
    agree(walk.code() == "IxM2", "its outermost part is not an IndexIDMap2");
    const auto outer = header(walk);
    agree(outer.trained || outer.count == 0, "it is marked as untrained and holds vectors");

    const auto code = walk.code();
    if (code == "IHNf")
        graph(walk, outer);
    else if (code == "IwFl")
        inverted_lists(walk, outer);
    else
        agree(flat(walk, outer, code) == outer.count, "its parts do not fit together");

    agree(walk.skip_vector(sizeof(int64_t)) == rows_of(outer), "its ids do not match its count");
    agree(walk.at_end(), "something follows its end");
}
