using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

internal static class Waiting
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no picture waits to be embedded, also while this program moves the library to another model.</summary>
    public static Task WaitUntilEmbeddedAsync(this Session session, ILibraryClient library, CancellationToken cancellationToken) =>
        session.Terminal.ShowBarAsync("embedding", async advance =>
        {
            var most = 0L;
            while (await library.IsMovingAsync(cancellationToken) | (await library.IndexAsync(cancellationToken) is var index && index.Pending > 0))
            {
                if (index.ModelProblem is { } problem && !await library.IsMovingAsync(cancellationToken) && index.Building is null)
                    throw new CliException(ExitCode.NotReady, Failures.WithoutModel(problem));
                most = Math.Max(most, index.Pending);
                if (await library.IsMovingAsync(cancellationToken) && index.Building is { } building)
                    advance(building.Indexed, building.Total);
                else
                    advance(most - index.Pending, most);
                await Task.Delay(Interval, session.Clock, cancellationToken);
            }

            return true;
        });

    /// <summary>Waits while this program moves the library to another model, because the next request is meant for that model.</summary>
    public static async Task WaitUntilSearchableAsync(this Session session, ILibraryClient library, CancellationToken cancellationToken)
    {
        if (!await library.IsMovingAsync(cancellationToken))
            return;
        session.Terminal.Say(
            "The library moves to another model, for which every picture is embedded first. After Ctrl-C, the next command continues.");
        await session.WaitUntilEmbeddedAsync(library, cancellationToken);
    }

    /// <summary>Why some of these pictures could not be embedded.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> FindFailuresAsync(
        this ILibraryClient library, IReadOnlySet<long> ids, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<long, string>();
        await foreach (
            var picture in library.PicturesAsync(new ImageFilter { Status = ImageStatus.Failed }, ImageSort.Added, false, cancellationToken))
        {
            if (ids.Contains(picture.Id))
                failures[picture.Id] = picture.Problem ?? "It could not be embedded.";
        }

        return failures;
    }
}
