#include "soundness.h"

#include <algorithm>

#include <faiss/IndexScalarQuantizer.h>

#include "index.h"

namespace {

void sound(bool condition, const char* why) {
    if (!condition) throw isf::Failure(ISF_INVALID_FILE, std::string("The index file is damaged: ") + why + ".");
}

bool between(int64_t low, int64_t value, int64_t high) { return low <= value && value <= high; }

void check_values(const float* values, int64_t count) {
    try {
        isf::require_vectors(values, count);
    } catch (const isf::Failure& failure) {
        throw isf::Failure(ISF_INVALID_FILE, std::string("The index file is damaged. ") + failure.what());
    }
}

// The links of one vertex: as many as its levels ask for, and each to a vertex that reaches the same level.
void check_links(const faiss::HNSW& graph, size_t vertex) {
    const auto count = static_cast<int64_t>(graph.levels.size());
    const auto first = graph.offsets[vertex];
    for (int level = 0; level < graph.levels[vertex]; level++) {
        for (int link = graph.cum_nneighbor_per_level[level]; link < graph.cum_nneighbor_per_level[level + 1]; link++) {
            const auto other = graph.neighbors[first + static_cast<size_t>(link)];
            sound(between(-1, other, count - 1), "a link leads nowhere");
            sound(other < 0 || graph.levels[static_cast<size_t>(other)] > level, "a link leads to a level that is not there");
        }
    }
}

void check_graph(const faiss::HNSW& graph) {
    const auto& widths = graph.cum_nneighbor_per_level;  // running sums over the levels, from 0
    const auto count = graph.levels.size();
    sound(widths.size() >= 3 && widths.size() == graph.assign_probas.size() + 1, "its levels are not described");
    // The ground level has twice as many links as each level above.
    const int64_t links = widths.back() / static_cast<int64_t>(widths.size());
    sound(between(2, links, 512) && widths.front() == 0, "a level is too wide or too narrow");
    for (size_t level = 1; level < widths.size(); level++)
        sound(widths[level] == links * static_cast<int64_t>(level + 1), "a level is too wide or too narrow");
    sound(between(1, graph.efSearch, 1 << 16) && between(1, graph.efConstruction, 1 << 16) && graph.upper_beam == 1,
            "its breadth of search is out of range");

    sound(graph.offsets.size() == count + 1 && graph.offsets[0] == 0, "its links do not start at the first");
    for (size_t vertex = 0; vertex < count; vertex++) {
        const auto levels = graph.levels[vertex];
        sound(between(1, levels, static_cast<int64_t>(widths.size()) - 1), "a vertex is on too many levels");
        const auto links = graph.offsets[vertex + 1] - graph.offsets[vertex];
        sound(links == static_cast<size_t>(widths[static_cast<size_t>(levels)]), "a vertex has too many or too few links");
    }
    sound(graph.offsets[count] == graph.neighbors.size(), "its links do not match its vertices");
    for (size_t vertex = 0; vertex < count; vertex++) check_links(graph, vertex);

    const auto entry = graph.entry_point;
    if (count == 0)
        sound(entry == -1 && graph.max_level == -1, "an empty graph has an entrance");
    else
        sound(between(0, entry, static_cast<int64_t>(count) - 1) &&
                        graph.max_level == graph.levels[static_cast<size_t>(entry)] - 1,
                "its entrance leads nowhere");
}

// What a scalar quantizer learned; a code of a byte can then be any.
void check_ranges(const faiss::ScalarQuantizer& quantizer) {
    check_values(quantizer.trained.data(), static_cast<int64_t>(quantizer.trained.size()));
}

// Codes of half precision: an exponent of all ones is an infinity or NaN.
void check_codes(const faiss::ScalarQuantizer& quantizer, const uint8_t* codes, size_t bytes) {
    if (quantizer.qtype != faiss::ScalarQuantizer::QT_fp16) return;
    bool finite = true;
    for (size_t high = 1; high < bytes; high += 2) finite &= (codes[high] & 0x7c) != 0x7c;
    sound(finite, "a vector holds NaN or an infinity");
}

void check_rows(const faiss::IndexFlatCodes& rows) {
    if (const auto* scalar = dynamic_cast<const faiss::IndexScalarQuantizer*>(&rows)) {
        check_ranges(scalar->sq);
        check_codes(scalar->sq, rows.codes.data(), rows.codes.size());
    } else {
        check_values(dynamic_cast<const faiss::IndexFlat&>(rows).get_xb(), rows.ntotal * rows.d);
    }
}

void check_list(const faiss::IndexIVF& lists, size_t list) {
    const auto* codes = lists.invlists->get_codes(list);
    const auto length = lists.invlists->list_size(list);
    if (const auto* scalar = dynamic_cast<const faiss::IndexIVFScalarQuantizer*>(&lists))
        check_codes(scalar->sq, codes, length * lists.code_size);
    else
        check_values(reinterpret_cast<const float*>(codes), static_cast<int64_t>(length) * lists.d);

    const auto* rows = lists.invlists->get_ids(list);
    sound(std::all_of(rows, rows + length, [&](int64_t row) { return between(0, row, lists.ntotal - 1); }),
            "a list holds a row that does not exist");
}

void check_lists(faiss::IndexIVF& lists) {
    const auto& centres = dynamic_cast<const faiss::IndexFlat&>(*lists.quantizer);
    check_values(centres.get_xb(), centres.ntotal * centres.d);
    if (const auto* scalar = dynamic_cast<const faiss::IndexIVFScalarQuantizer*>(&lists)) check_ranges(scalar->sq);
    for (size_t list = 0; list < lists.nlist; list++) check_list(lists, list);

    // The direct map is built again, not read from the file. It has as many entries as rows, so a missing entry means that another one
    // occurs twice.
    lists.make_direct_map(false);
    lists.make_direct_map(true);
    const auto& entries = lists.direct_map.array;
    sound(std::find(entries.begin(), entries.end(), -1) == entries.end(), "a row is in two lists");
}

}  // namespace

void isf::check_soundness(faiss::IndexIDMap2& map) {
    sound(map.rev_map.size() == map.id_map.size(), "an id is there twice");
    sound(std::all_of(map.id_map.begin(), map.id_map.end(), [](int64_t id) { return id >= 0; }), "an id is negative");

    const Anatomy parts(*map.index);
    sound(parts.lists || parts.rows, "its kind is unknown");
    if (parts.lists) check_lists(*parts.lists);
    if (parts.rows) check_rows(*parts.rows);
    if (parts.graph) check_graph(parts.graph->hnsw);
}
