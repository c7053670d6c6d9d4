using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>
/// Adds files of this machine to a library. A file that the library already has is recognised by its content before it is copied.
/// </summary>
public sealed class FileIntake
{
    private readonly ImageIntake _intake;
    private readonly Spool _spool;
    private readonly LibraryImages _images;

    internal FileIntake(ImageIntake intake, Spool spool, LibraryImages images)
    {
        _intake = intake;
        _spool = spool;
        _images = images;
    }

    /// <summary>Adds files and returns one outcome for each, in order, with its given path. A bad file does not stop the others.</summary>
    /// <exception cref="StorageFullException">The disk is full; none of them was added.</exception>
    public async Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<string> paths, AddOptions options, CancellationToken cancellationToken)
    {
        var outcomes = new AddOutcome?[paths.Count];
        if (options.OnDuplicate == DuplicatePolicy.Skip)
            await FindKnownAsync(paths, outcomes, cancellationToken).ConfigureAwait(false);

        var spooled = new List<(int Index, SpooledFile File)>();
        try
        {
            for (var i = 0; i < paths.Count; i++)
            {
                if (outcomes[i] is null
                    && await TryAsync(paths[i], path => _spool.TakeFileAsync(path, cancellationToken)).ConfigureAwait(false) is var (file, rejection))
                {
                    if (file is not null)
                        spooled.Add((i, file));
                    else
                        outcomes[i] = new AddOutcome(paths[i], AddResult.Rejected, null, rejection);
                }
            }

            var taken = await _intake.AddAsync(spooled.Select(item => item.File).ToList(), options, cancellationToken).ConfigureAwait(false);
            foreach (var ((index, _), outcome) in spooled.Zip(taken))
                outcomes[index] = outcome with { Name = paths[index] };
            return outcomes!;
        }
        finally
        {
            spooled.ForEach(item => item.File.Dispose());
        }
    }

    private async Task FindKnownAsync(IReadOnlyList<string> paths, AddOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        var contents = new string?[paths.Count];
        for (var i = 0; i < paths.Count; i++)
            (contents[i], _) = await TryAsync(paths[i], path => HashAsync(path, cancellationToken)).ConfigureAwait(false);
        var known = await _images.Catalog.FindByContentAsync(contents.OfType<string>().Distinct().ToList(), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < paths.Count; i++)
        {
            // A picture without its original is added again.
            if (contents[i] is { } sha256 && known.TryGetValue(sha256, out var image)
                && await HasOriginalAsync(image, cancellationToken).ConfigureAwait(false))
            {
                outcomes[i] = new AddOutcome(paths[i], AddResult.Duplicate, image, null);
            }
        }
    }

    private async Task<bool> HasOriginalAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        try
        {
            using var original = await _images.OpenOriginalAsync(image, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OriginalMissingException)
        {
            return false;
        }
    }

    /// <summary>The SHA-256 of a file, lower-case hexadecimal; null if it is empty or not a regular file.</summary>
    public static async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        // A pipe or a device has no length either.
        if (new FileInfo(path).Length == 0)
            return null;
        return await ContentHash.OfFileAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(T? Result, Rejection? Rejection)> TryAsync<T>(string path, Func<string, Task<T>> read)
    {
        try
        {
            return (await read(path).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (default, new Rejection(RejectionReason.Unreadable, $"The file cannot be read: {exception.Message}"));
        }
    }
}
