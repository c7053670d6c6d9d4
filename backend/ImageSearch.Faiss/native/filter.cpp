#include "filter.h"

#include <algorithm>

#include "index.h"

namespace {

// Correct for any two ids, because unsigned subtraction wraps around.
uint64_t distance(int64_t from, int64_t to) { return static_cast<uint64_t>(to) - static_cast<uint64_t>(from); }

}  // namespace

isf::IdSet::IdSet(int64_t count, const int64_t* ids) : count_(count), sorted_(ids, ids + count) {
    if (sorted_.empty()) return;
    std::sort(sorted_.begin(), sorted_.end());
    lowest_ = sorted_.front();

    const uint64_t last_word = distance(lowest_, sorted_.back()) / 64;
    if (last_word >= sorted_.size()) return;

    bits_.resize(last_word + 1);
    for (const int64_t id : sorted_) {
        const uint64_t bit = distance(lowest_, id);
        bits_[bit / 64] |= uint64_t{1} << (bit % 64);
    }
    sorted_ = {};
}

bool isf::IdSet::is_member(int64_t id) const {
    if (bits_.empty()) return std::binary_search(sorted_.begin(), sorted_.end(), id);
    const uint64_t bit = distance(lowest_, id);
    return bit / 64 < bits_.size() && (bits_[bit / 64] >> (bit % 64) & 1) != 0;
}

isf_status isf_filter_create(int64_t count, const int64_t* ids, int32_t excluding, isf_filter** filter) {
    return isf::guarded([&] {
        isf::require(count >= 0, "A filter cannot hold fewer than 0 ids.");
        *filter = new isf_filter(count, ids, excluding != 0);
    });
}

void isf_filter_free(isf_filter* filter) { delete filter; }
