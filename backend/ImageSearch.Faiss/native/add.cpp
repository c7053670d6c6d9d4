#include <algorithm>

#include "index.h"

namespace {

// reserve() alone gives exactly what it is asked for: many small additions would copy the whole table each time.
void make_room(std::vector<int64_t>& ids, size_t count) {
    if (ids.capacity() - ids.size() < count) ids.reserve(std::max(ids.size() + count, 2 * ids.size()));
}

}  // namespace

isf_status isf_index_add(isf_index* index, int64_t count, const int64_t* ids, const float* vectors) {
    return isf::guarded([&] {
        auto& map = index->map();
        isf::require(count >= 0, "The count of vectors cannot be negative.");
        isf::require(map.is_trained, "This kind of index must be trained before vectors are added.");
        isf::require_vectors(vectors, count * map.d, isf::Anatomy(*map.index).largest());
        make_room(map.id_map, static_cast<size_t>(count));

        // The ids first: that finds duplicates, and leaves FAISS nothing to allocate once the vectors are in.
        int64_t entered = 0;
        try {
            for (; entered < count; entered++) {
                const int64_t id = ids[entered];
                isf::require(id >= 0, "An id is negative; ids start at 0.");
                if (!map.rev_map.emplace(id, map.ntotal + entered).second)
                    throw isf::Failure(ISF_INVALID_ARGUMENT,
                            "The id " + std::to_string(id) + " is in the index already, or twice in this call.");
            }
            map.add_with_ids(count, vectors, ids);
        } catch (...) {
            while (entered > 0) map.rev_map.erase(ids[--entered]);
            throw;
        }
    });
}
