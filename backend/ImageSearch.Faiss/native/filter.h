// Immutable sets of ids.
#pragma once

#include <cstdint>
#include <vector>

#include <faiss/impl/IDSelector.h>

namespace isf {

// A bitmap if the ids are dense enough for it to be smaller, otherwise a sorted list: never more than 8 bytes for each id.
class IdSet final {
public:
    IdSet(int64_t count, const int64_t* ids);

    bool is_member(int64_t id) const;

    // An upper bound of the number of different ids; repetitions count.
    int64_t count() const { return count_; }

private:
    int64_t count_;
    int64_t lowest_ = 0;
    std::vector<uint64_t> bits_;
    std::vector<int64_t> sorted_;
};

// FAISS 1.7.3 selects by row, and its IndexIDMap accepts no selector, so this class translates ids to rows.
class RowsOf final : public faiss::IDSelector {
public:
    RowsOf(const std::vector<int64_t>& id_of_row, const IdSet& ids, bool excluding)
            : id_of_row_(id_of_row), ids_(ids), excluding_(excluding) {}

    // Whether it names the few that are left out, and not those among which to search.
    bool excluding() const { return excluding_; }

    int64_t count() const { return ids_.count(); }

    bool is_member(int64_t row) const override { return ids_.is_member(id_of_row_[static_cast<size_t>(row)]) != excluding_; }

private:
    const std::vector<int64_t>& id_of_row_;
    const IdSet& ids_;
    const bool excluding_;
};

}  // namespace isf
