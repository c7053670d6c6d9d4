using ImageSearch.Engine.Embedding;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Models;

/// <summary>Fetches a model's file from the first source that delivers it completely and with the right checksum.</summary>
internal sealed class ModelPull(ModelSource http, ILogger logger)
{
    private const int TriesOfASource = 3;

    /// <exception cref="LibraryException">No source delivered it; the received bytes are kept for the next attempt.</exception>
    /// <exception cref="StorageFullException">There is no room for the file.</exception>
    /// <exception cref="LibraryException">Another process is fetching it.</exception>
    public async Task RunAsync(RegistryEntry entry, string target, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var partial = await PartialFile.OpenAsync(target, entry.Sha256, entry.Bytes, cancellationToken).ConfigureAwait(false);
            try
            {
                await FetchAsync(entry, partial, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception) when (StorageFullException.IsCauseOf(exception))
            {
                // a part of the file that cannot be finished would only keep the disk full
                partial.Discard();
                throw;
            }
        }
        catch (IOException exception) when (StorageFullException.IsCauseOf(exception))
        {
            throw new StorageFullException(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoredModel.Conflict(
                $"{target} cannot be written: {exception.Message.TrimEnd('.')}. Make the folder writable for the user that runs this.");
        }
    }

    /// <summary>Asks the sources in turn whether they offer the file.</summary>
    /// <returns>Null if one does; otherwise the reason of each source.</returns>
    public Task<string?> ProbeAsync(RegistryEntry entry, CancellationToken cancellationToken) => FirstOfAsync(entry, async source =>
    {
        try
        {
            await http.ProbeAsync(source, entry.Bytes, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SourceFailure failure)
        {
            return failure;
        }
    });

    private async Task FetchAsync(RegistryEntry entry, PartialFile partial, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var failures = await FirstOfAsync(entry, async source =>
        {
            var failure = await TryAsync(entry, source, partial, progress, cancellationToken).ConfigureAwait(false);
            if (failure is not null)
                logger.LogWarning("{Source} {Reason}", source, failure.Message);
            return failure;
        }).ConfigureAwait(false);
        if (failures is null)
            return;
        var kept = partial.Length > 0 ? " The part that arrived is kept, and the next attempt continues from there." : "";
        throw new LibraryException(
            LibraryErrorKind.Unreachable,
            $"{entry.Name} could not be fetched: {failures}. Check the network and try again, "
            + $"or download {Path.GetFileName(entry.File)} elsewhere and place it in the models folder.{kept}");
    }

    /// <returns>Null if a source succeeded; otherwise the reason of each source.</returns>
    private static async Task<string?> FirstOfAsync(RegistryEntry entry, Func<string, Task<SourceFailure?>> ask)
    {
        var failures = new List<string>();
        var unreachable = new HashSet<string>();
        foreach (var source in entry.Sources)
        {
            var host = new Uri(source).Authority;
            if (unreachable.Contains(host))
                continue;
            if (await ask(source).ConfigureAwait(false) is not { } failure)
                return null;
            failures.Add($"{host} {failure.Message}");
            if (failure.Remedy == SourceFailure.Cure.NextHost)
                unreachable.Add(host);
        }

        return string.Join("; ", failures);
    }

    private async Task<SourceFailure?> TryAsync(
        RegistryEntry entry, string source, PartialFile partial, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        SourceFailure failure = null!;
        for (var tries = 0; tries < TriesOfASource; tries++)
        {
            var before = partial.Length;
            try
            {
                if (before < entry.Bytes)
                {
                    await http.FetchAsync(
                        source,
                        partial,
                        entry.Bytes,
                        received => progress?.Report(new PullProgress(received, entry.Bytes, source)),
                        cancellationToken).ConfigureAwait(false);
                }

                if (partial.TryComplete(entry.Sha256))
                    return null;
                failure = new SourceFailure("gives another file: its checksum is not the one in models.json");
                if (before == 0)
                    break;
            }
            catch (SourceFailure reason)
            {
                failure = reason;
                if (reason.Remedy == SourceFailure.Cure.FromTheStart)
                    partial.Restart();
                else if (reason.Remedy != SourceFailure.Cure.Resume || partial.Length <= before)
                    break;
            }
        }

        return failure;
    }
}
