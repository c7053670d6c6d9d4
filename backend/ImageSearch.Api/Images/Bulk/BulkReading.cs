using ImageSearch.Api.Errors;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Api.Images.Bulk;

/// <summary>Reads the bodies of requests that change pictures.</summary>
internal static class BulkReading
{
    /// <exception cref="BadParameterException">Neither or both are given, or there are too many ids.</exception>
    public static ImageSelection ToSelection(this SelectionContract selection) => (selection.Ids, selection.Filter) switch
    {
        ({ Count: > SelectionContract.MaxIds } ids, null) =>
            throw new BadParameterException($"'ids' may list {SelectionContract.MaxIds} pictures; these are {ids.Count}."),
        ({ } ids, null) => new ImageSelection.ByIds(ids),
        (null, { } filter) => new ImageSelection.ByFilter(filter.ToFilter()),
        _ => throw new BadParameterException("Say which pictures are meant by either 'ids' or 'filter'."),
    };

    /// <summary>Whether each picture's category comes from its name.</summary>
    /// <exception cref="BadParameterException">Both a category and a source are given.</exception>
    public static bool IsFromName(this CategorizeContract request) => (request.From, request.Category) switch
    {
        (null, _) => false,
        (_, null or "") => true,
        _ => throw new BadParameterException("Give either 'category' or 'from', not both."),
    };

    /// <exception cref="BadParameterException">The value is out of range.</exception>
    public static int FirstNumber(this RenameContract request) => request.Start switch
    {
        null => 1,
        >= 0 and <= RenameContract.MaxStart => request.Start.Value,
        _ => throw new BadParameterException($"'start' must be a whole number from 0 to {RenameContract.MaxStart}; it is {request.Start}."),
    };

    public static ImageChange ToChange(this ImageChangeContract change) => new(change.Name, change.Category, change.Tags);
}
