// The types of the two opaque handles.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include <faiss/IndexFlat.h>
#include <faiss/IndexIDMap.h>

#include "anatomy.h"
#include "errors.h"
#include "filter.h"

namespace isf {

// Counts the objects that callers hold, so that a test can detect a leak.
class Counted {
public:
    Counted() noexcept { live++; }
    ~Counted() { live--; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    static std::atomic<int64_t> live;
};

// Creates an empty index under a table of ids. Throws FAISS's exception for a factory string that FAISS does not understand.
std::unique_ptr<faiss::IndexIDMap2> build(int32_t dimension, const char* factory, faiss::MetricType metric);

// Refuses a value that is NaN or beyond +/- `largest`. By default d * (2e15)^2 stays within a float up to the largest
// dimension.
void require_vectors(const float* vectors, int64_t values, float largest = 1e15f);

constexpr int32_t max_dimension = 1 << 16;

}  // namespace isf

struct isf_index : isf::Counted {
    explicit isf_index(std::unique_ptr<faiss::IndexIDMap2> map) : map_(std::move(map)) {}

    faiss::IndexIDMap2& map() { return (require_sound(), *map_); }
    const faiss::IndexIDMap2& map() const { return (require_sound(), *map_); }

    void replace(std::unique_ptr<faiss::IndexIDMap2> map) noexcept { map_ = std::move(map); }

private:
    // FAISS can fail while it adds to a graph or to lists (out of memory). Rows then exist without ids, and a search would read past the
    // table of ids.
    void require_sound() const {
        if (map_->index->ntotal != map_->ntotal)
            throw isf::Failure(ISF_FAILED, "An earlier addition broke off; load or build the index again.");
    }

    std::unique_ptr<faiss::IndexIDMap2> map_;
};

struct isf_filter : isf::Counted {
    isf_filter(int64_t count, const int64_t* ids, bool excluding) : ids(count, ids), excluding(excluding) {}

    const isf::IdSet ids;
    const bool excluding;
};

namespace isf {

// The filter's ids as rows; empty without a filter.
inline std::optional<RowsOf> rows_of(const std::vector<int64_t>& id_of_row, const isf_filter* filter) {
    return filter ? std::optional<RowsOf>(std::in_place, id_of_row, filter->ids, filter->excluding) : std::nullopt;
}

}  // namespace isf
