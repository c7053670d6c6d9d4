#include <algorithm>

#include "index.h"

isf_status isf_index_ids(const isf_index* index, int64_t* ids, int64_t capacity) {
    return isf::guarded([&] {
        const auto& map = index->map();
        isf::require(capacity == map.ntotal, "The buffer does not match the count of the index, which has changed since.");
        std::copy(map.id_map.begin(), map.id_map.end(), ids);
    });
}

isf_status isf_index_contains(const isf_index* index, int64_t id, int32_t* found) {
    return isf::guarded([&] { *found = index->map().rev_map.count(id) != 0; });
}

isf_status isf_index_reconstruct(const isf_index* index, int64_t id, float* vector, int32_t* found) {
    return isf::guarded([&] {
        const auto& map = index->map();
        const auto row = map.rev_map.find(id);
        *found = row != map.rev_map.end();
        if (*found) map.index->reconstruct(row->second, vector);
    });
}
