#include <algorithm>

#include "index.h"

isf_status isf_index_remove(isf_index* index, int64_t count, const int64_t* ids, int64_t* removed) {
    return isf::guarded([&] {
        auto& map = index->map();
        isf::require(count >= 0, "The count of ids cannot be negative.");

        // A graph cannot forget a vertex, and the rows of an IVF index do not close ranks as IndexIDMap expects:
        // its ids would silently belong to the wrong vectors.
        isf::require(dynamic_cast<faiss::IndexFlat*>(map.index) != nullptr,
                "Only a flat index can remove vectors; build the index again without them.");

        const bool any = std::any_of(ids, ids + count, [&](int64_t id) { return map.rev_map.count(id) != 0; });
        *removed = any ? static_cast<int64_t>(map.remove_ids(isf::IdSet(count, ids))) : 0;
    });
}
