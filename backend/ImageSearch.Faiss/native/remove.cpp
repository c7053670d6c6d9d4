#include <algorithm>

#include "anatomy.h"
#include "index.h"

namespace {

// FAISS leaves the rows of an IVF index as they were, with gaps, and IndexIDMap's ids would silently belong to the wrong
// vectors. Here the rows behind a gap move up. Nothing is allocated once the first entry has moved.
void remove_from_lists(faiss::IndexIDMap2& map, const isf::Anatomy& parts, const isf::IdSet& leaving) {
    std::vector<int64_t> row_after(map.id_map.size(), -1);
    int64_t staying = 0;
    for (size_t row = 0; row < row_after.size(); row++)
        if (!leaving.is_member(map.id_map[row])) row_after[row] = staying++;

    auto& lists = *parts.lists;
    auto& entries = lists.direct_map.array;
    for (size_t list = 0; list < lists.nlist; list++) {
        const auto length = lists.invlists->list_size(list);
        size_t kept = 0;
        for (size_t entry = 0; entry < length; entry++) {
            const auto row = row_after[static_cast<size_t>(lists.invlists->get_single_id(list, entry))];
            if (row < 0) continue;
            lists.invlists->update_entry(list, kept, row, lists.invlists->get_single_code(list, entry));
            entries[static_cast<size_t>(row)] = faiss::lo_build(list, kept++);
        }
        lists.invlists->resize(list, kept);
    }
    entries.resize(static_cast<size_t>(staying));

    for (size_t row = 0; row < row_after.size(); row++) {
        const auto id = map.id_map[row];
        if (row_after[row] < 0) {
            map.rev_map.erase(id);
        } else {
            map.rev_map.find(id)->second = row_after[row];
            map.id_map[static_cast<size_t>(row_after[row])] = id;
        }
    }
    map.id_map.resize(static_cast<size_t>(staying));
    lists.ntotal = map.index->ntotal = map.ntotal = staying;
}

}  // namespace

isf_status isf_index_remove(isf_index* index, int64_t count, const int64_t* ids, int64_t* removed) {
    return isf::guarded([&] {
        auto& map = index->map();
        const isf::Anatomy parts(*map.index);
        isf::require(count >= 0, "The count of ids cannot be negative.");
        isf::require(!parts.graph, "A graph (HNSW) cannot remove vectors; build the index again without them, or use a flat index.");

        *removed = 0;
        if (std::none_of(ids, ids + count, [&](int64_t id) { return map.rev_map.count(id) != 0; })) return;
        const auto before = map.ntotal;
        const isf::IdSet leaving(count, ids);
        if (parts.lists)
            remove_from_lists(map, parts, leaving);
        else
            map.remove_ids(leaving);
        *removed = before - map.ntotal;
    });
}
