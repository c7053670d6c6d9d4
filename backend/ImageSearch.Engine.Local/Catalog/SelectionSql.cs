using System.Text.Json;
using Dapper;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>Conditions on <c>images</c> as SQL; every value travels as a parameter.</summary>
internal sealed class SelectionSql
{
    private readonly List<string> _conditions = [];

    public DynamicParameters Parameters { get; } = new();

    /// <summary>The condition, without WHERE; always true where nothing was asked for.</summary>
    public string Where => _conditions.Count == 0 ? "1" : string.Join(" AND ", _conditions);

    public static SelectionSql Of(ImageSelection selection) => selection switch
    {
        ImageSelection.ByIds(var ids) => new SelectionSql().With("id IN (SELECT value FROM json_each(@ids))", "ids", JsonArray(ids)),
        ImageSelection.ByFilter(var filter) => Of(filter),
        _ => throw new ArgumentOutOfRangeException(nameof(selection)),
    };

    public static SelectionSql Of(ImageFilter filter)
    {
        var sql = new SelectionSql();
        if (filter.Category is { } category)
            sql.With("category = @category", "category", category);
        if (filter.Categorized is { } categorized)
            sql.With(categorized ? "category IS NOT NULL" : "category IS NULL");
        if (filter.Tag is { } tag)
            sql.With("EXISTS (SELECT 1 FROM image_tags WHERE image_id = images.id AND tag = @tag)", "tag", tag);
        if (filter.Status is { } status)
            sql.With(status);
        if (filter.Search is { Length: > 0 } search)
            sql.With("instr(name_key, @search) > 0", "search", ImageName.Fold(search));
        if (filter.AddedAfter is { } after)
            sql.With("added_at >= @after", "after", after.ToUnixTimeMilliseconds());
        if (filter.AddedBefore is { } before)
            sql.With("added_at < @before", "before", before.ToUnixTimeMilliseconds());
        if (filter.MinBytes is { } min)
            sql.With("bytes >= @min", "min", min);
        if (filter.MaxBytes is { } max)
            sql.With("bytes <= @max", "max", max);
        return sql;
    }

    public SelectionSql With(string condition, string name, object value)
    {
        Parameters.Add(name, value);
        return With(condition);
    }

    /// <summary>Pictures of this status. Most are indexed: those are looked up one by one, the others taken from the index of states.</summary>
    public SelectionSql With(ImageStatus status) => With(status switch
    {
        ImageStatus.Indexed => $"EXISTS (SELECT 1 FROM embeddings WHERE image = images.id AND space = {SqliteEmbeddings.Shown} AND state IN (1, 3))",
        ImageStatus.Failed => $"id IN (SELECT image FROM embeddings WHERE space = {SqliteEmbeddings.Shown} AND state = 2)",
        _ => $"id IN (SELECT image FROM embeddings WHERE space = {SqliteEmbeddings.Shown} AND state = 0)",
    });

    public SelectionSql With(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Values for <c>json_each</c>: any number of them in one parameter.</summary>
    public static string JsonArray<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);
}
