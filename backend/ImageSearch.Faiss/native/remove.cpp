#include <cstring>

#include <faiss/invlists/InvertedLists.h>

#include "anatomy.h"
#include "index.h"

namespace {

// In each of these the last row takes the place of one that leaves. Nothing relies on the order of rows, and so one row is
// copied and not all those behind the gap. Nothing is allocated.

void remove_code(faiss::IndexFlatCodes& rows, size_t row, size_t last) {
    auto* codes = rows.codes.data();
    if (row != last) std::memcpy(codes + row * rows.code_size, codes + last * rows.code_size, rows.code_size);
    rows.codes.resize(last * rows.code_size);
}

// An entry of a list knows its row, and the direct map knows the entry of each row.
void remove_entry(faiss::IndexIVF& lists, size_t row, size_t last) {
    auto& inverted = dynamic_cast<faiss::ArrayInvertedLists&>(*lists.invlists);
    auto& entries = lists.direct_map.array;
    const auto list = faiss::lo_listno(entries[row]);
    const auto entry = faiss::lo_offset(entries[row]);
    const auto end = inverted.list_size(list) - 1;
    if (entry != end) {
        const auto moved = inverted.ids[list][end];
        inverted.update_entry(list, entry, moved, inverted.get_single_code(list, end));
        entries[static_cast<size_t>(moved)] = faiss::lo_build(list, entry);
    }
    inverted.resize(list, end);

    if (row != last) {
        entries[row] = entries[last];
        inverted.ids[faiss::lo_listno(entries[row])][faiss::lo_offset(entries[row])] = static_cast<int64_t>(row);
    }
    entries.resize(last);
}

void remove_id(faiss::IndexIDMap2& map, size_t row, size_t last) {
    map.rev_map.erase(map.id_map[row]);
    if (row != last) {
        map.id_map[row] = map.id_map[last];
        map.rev_map.find(map.id_map[row])->second = static_cast<int64_t>(row);
    }
    map.id_map.resize(last);
}

}  // namespace

isf_status isf_index_remove(isf_index* index, int64_t count, const int64_t* ids, int64_t* removed) {
    return isf::guarded([&] {
        auto& map = index->map();
        const isf::Anatomy parts(*map.index);
        isf::require(count >= 0, "The count of ids cannot be negative.");
        isf::require(!parts.graph, "A graph (HNSW) cannot remove vectors; build the index again without them, or use a flat index.");

        const auto before = map.ntotal;
        for (const auto* id = ids; id != ids + count; id++) {
            const auto found = map.rev_map.find(*id);
            if (found == map.rev_map.end()) continue;
            const auto row = static_cast<size_t>(found->second);
            const auto last = static_cast<size_t>(map.ntotal - 1);
            if (parts.lists)
                remove_entry(*parts.lists, row, last);
            else
                remove_code(*parts.rows, row, last);
            remove_id(map, row, last);
            map.index->ntotal = map.ntotal = static_cast<int64_t>(last);
        }
        *removed = before - map.ntotal;
    });
}
