using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemoryIntake(
    MemoryTables tables,
    MemoryPictures pictures,
    MemoryImports imports,
    MemoryFiles files,
    TimeProvider clock) : IIntake
{
    public Task<IntakeResult> CommitAsync(IReadOnlyList<IntakeRequest> requests, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        var contents = requests.SelectMany(request => request.Candidates).Select(candidate => candidate.File.Sha256).ToHashSet();
        var known = tables.Images.Values.Where(image => contents.Contains(image.Sha256)).DistinctBy(image => image.Sha256)
            .ToDictionary(image => image.Sha256, tables.Show);
        var plan = new IntakePlan(known, files.Has);
        foreach (var request in requests)
            plan.Add(request.Candidates, request.Options);
        foreach (var file in plan.Placements)
            files.Place(file.File.Path, file.File.Sha256, file.Header!.Format);
        tables.Retry(plan.Restored.Select(image => image.Id));
        var now = clock.GetUtcNow();
        var added = plan.Additions.Select(image => pictures.Add(image, now)).ToList();
        imports.Record(plan.Sightings, plan.Adopted);
        return new IntakeResult(plan.Outcomes(added.Select(image => tables.Show(image)).ToList()).ToList(), added.Count, plan.Restored.Count);
    });
}
