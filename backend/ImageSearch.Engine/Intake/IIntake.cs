using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Intake;

/// <summary>Takes files into the library.</summary>
internal interface IIntake
{
    /// <summary>
    /// Carries out a plan for these requests: stores originals and rows together. Both are durable when the call returns; where it fails,
    /// nothing was added. One call at a time.
    /// </summary>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    Task<IntakeResult> CommitAsync(IReadOnlyList<IntakeRequest> requests, CancellationToken cancellationToken);
}

/// <summary>Files that one caller adds.</summary>
internal sealed record IntakeRequest(IReadOnlyList<Candidate> Candidates, AddOptions Options);

/// <param name="Outcomes">For each request, one for each of its files, in order.</param>
/// <param name="Added">New pictures.</param>
/// <param name="Restored">Pictures that have their lost original again.</param>
internal sealed record IntakeResult(IReadOnlyList<IReadOnlyList<AddOutcome>> Outcomes, int Added, int Restored);

/// <summary>A file with its header, or the reason why it is refused.</summary>
internal sealed record Candidate(SpooledFile File, ImageHeader? Header, Rejection? Rejection)
{
    /// <summary>The options of this file, if they differ from those of the request.</summary>
    public AddOptions? Options { get; init; }

    /// <summary>Where an import found the file; a file that stays there is not moved into place.</summary>
    public ImportedFile? Source { get; init; }
}

/// <summary>A picture about to be added.</summary>
internal sealed record NewImage(
    string Name,
    string Sha256,
    ImageHeader Header,
    long Bytes,
    string? Category,
    IReadOnlyList<string> Tags)
{
    /// <summary>The file on the server that an import found it in; recorded with it.</summary>
    public ImportedFile? Source { get; init; }
}
