using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Verbs;

internal static class Waiting
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no picture waits to be embedded.</summary>
    public static Task WaitUntilEmbeddedAsync(this Session session, ILibraryClient library, CancellationToken cancellationToken) =>
        session.Terminal.ShowBarAsync("embedding", async advance =>
        {
            var most = 0L;
            while (await library.IndexAsync(cancellationToken) is { } index && (index.Pending > 0 || (library.IsOwn && index.Building is not null)))
            {
                most = Math.Max(most, index.Pending);
                advance(most - index.Pending, most);
                await Task.Delay(Interval, session.Clock, cancellationToken);
            }

            return true;
        });

    /// <summary>Waits for a library that is being embedded for another model, where that goes on only as long as this program runs.</summary>
    public static async Task WaitUntilSearchableAsync(this Session session, ILibraryClient library, CancellationToken cancellationToken)
    {
        if (!library.IsOwn || (await library.IndexAsync(cancellationToken)).Building is null)
            return;
        session.Terminal.Say("The library is being embedded anew for this model; searches have to wait for that.");
        await session.WaitUntilEmbeddedAsync(library, cancellationToken);
    }

    /// <summary>Why pictures among these could not be embedded.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> FindFailuresAsync(
        this ILibraryClient library, IReadOnlySet<long> ids, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<long, string>();
        await foreach (var picture in library.PicturesAsync(new ImageFilter { Status = ImageStatus.Failed }, ImageSort.Added, false, cancellationToken))
        {
            if (ids.Contains(picture.Id))
                failures[picture.Id] = picture.Problem ?? "It could not be embedded.";
        }

        return failures;
    }
}
