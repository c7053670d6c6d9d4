// What stands behind the two opaque handles.
#pragma once

#include <atomic>
#include <memory>

#include <faiss/IndexFlat.h>
#include <faiss/IndexIDMap.h>

#include "errors.h"
#include "filter.h"

namespace isf {

// Counts the objects that callers hold, so that a test can see a leak.
class Counted {
public:
    Counted() noexcept { live++; }
    ~Counted() { live--; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    static std::atomic<int64_t> live;
};

// Rows as plain floats, in the order of their ids: of a flat index itself, or of the one inside an HNSW index.
// Null for any other kind.
const faiss::IndexFlat* flat_rows(const faiss::Index& rows);

// Refuses a value that is NaN or beyond +/- 1e15: d * (2e15)^2 stays within a float up to the largest dimension.
void require_vectors(const float* vectors, int64_t values);

constexpr int32_t max_dimension = 1 << 16;

}  // namespace isf

struct isf_index : isf::Counted {
    explicit isf_index(std::unique_ptr<faiss::IndexIDMap2> map) : map_(std::move(map)) {}

    faiss::IndexIDMap2& map() { return (require_sound(), *map_); }
    const faiss::IndexIDMap2& map() const { return (require_sound(), *map_); }

private:
    // FAISS can fail in the middle of adding to a graph or to lists (out of memory). Rows then exist without ids, and a
    // search would read beyond the table of ids.
    void require_sound() const {
        if (map_->index->ntotal != map_->ntotal)
            throw isf::Failure(ISF_FAILED, "An earlier addition broke off; load or build the index again.");
    }

    std::unique_ptr<faiss::IndexIDMap2> map_;
};

struct isf_filter : isf::Counted {
    isf_filter(int64_t count, const int64_t* ids) : ids(count, ids) {}

    const isf::IdSet ids;
};
