using System.Runtime.CompilerServices;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Libraries;

internal static class WholeList
{
    private const int PageSize = 500;

    /// <summary>All pictures of a list, read page by page.</summary>
    public static async IAsyncEnumerable<ImageContract> PicturesAsync(
        this ILibraryClient library, ImageFilter filter, ImageSort sort, bool descending,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await library.ListAsync(new ImagePageRequest(filter, sort, descending, PageSize, cursor), cancellationToken);
            foreach (var picture in page.Items)
                yield return picture;
            // Pages that refer to each other in a circle, or to empty pages, would never end.
            if (page.NextCursor is not null && (page.NextCursor == cursor || page.Items.Count == 0))
                throw new CliException(ExitCode.NotReady, "The server's list does not end. Check its version and its log.");
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
