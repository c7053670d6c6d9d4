using ImageSearch.Engine.Intake;

namespace ImageSearch.Cli.Contracts;

/// <summary>The result of adding a folder.</summary>
/// <param name="Failed">Pictures among those added that could not be embedded.</param>
internal sealed record FolderAnswer(int Added, int Duplicates, int Rejected, int Failed, IReadOnlyList<FileProblem> Problems);
