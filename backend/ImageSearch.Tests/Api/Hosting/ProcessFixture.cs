using ImageSearch.Tests.Embedding;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>A folder for each test with a tiny model in it, and a place for a data directory.</summary>
internal abstract class ProcessFixture
{
    protected string Folder { get; private set; } = "";

    protected string Data => Path.Combine(Folder, "data");

    protected string Model { get; private set; } = "";

    [SetUp]
    public void CreateFolder()
    {
        Folder = Directory.CreateTempSubdirectory("imagesearch-process-").FullName;
        Model = TestModels.Write(Path.Combine(Folder, "models"));
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Folder, recursive: true);
}
