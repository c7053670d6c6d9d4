using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.Images.Bulk;
using ImageSearch.Api.Importing;
using ImageSearch.Api.Indexing;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.Models;
using ImageSearch.Api.OlderClients;
using ImageSearch.Api.Search;
using ImageSearch.Api.Service;
using ImageSearch.Api.Spaces;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Api.OpenApi;

/// <summary>One realistic value of each contract.</summary>
internal static class ContractExamples
{
    private const string Space = "resnet50-5f0c3e1a9b27";
    private static readonly DateTimeOffset Instant = new(2026, 11, 20, 10, 15, 0, TimeSpan.Zero);

    private static readonly ImageContract Image = new(
        42, "red-dress.jpg", 1200, 1600, 348_112, "jpeg", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "dress", ["red", "summer"], Instant, ImageStatusContract.Indexed, null, "/api/v1/images/42/content", "/api/v1/images/42/thumbnail");

    private static readonly Problem Problem = new(
        "urn:imagesearch:file-too-large", "File too large", 413,
        "The file is 70 MiB large; 64 MiB are allowed. Send a smaller version of it.", 67_108_864, 73_400_320)
    { TraceId = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00" };

    private static readonly IndexContract Index = new(
        Space, "resnet50", false, "cpu", "no NVIDIA GPU was found: there is no /dev/nvidia0.", null, 2048, "cosine", "faiss IndexFlatIP", null,
        4210, 12, 1, 34_522_320, Instant, null);

    private static readonly SpaceContract KeptSpace = new(Space, "resnet50", 2048, 4210, 34_522_320, SpaceState.Kept);

    private static readonly JobContract Job = new(
        7,
        "index",
        JobStateContract.Running,
        31.2,
        312,
        1000,
        null,
        52.4,
        13.1,
        1,
        Instant,
        null,
        null,
        null,
        null);

    private static readonly ModelContract Model = new(
        "resnet50-v1-12", "ResNet50 (ONNX Model Zoo)", false, false, 102_576_593, 41_943_040, 224, 2048, "Apache-2.0",
        ["https://huggingface.co/onnxmodelzoo/resnet50-v1-12/resolve/main/resnet50-v1-12.onnx"], null);

    private static readonly FetchingModelContract Fetching = new("resnet50-v1-12", "ResNet50 (ONNX Model Zoo)", 41_943_040, 102_576_593, 8, true);

    private static readonly SearchContract Search = new(
        [new SearchHitContract(1, Image, 0.945, 0.332)], 4210, new TookContract(4.1, 21.7, 6.3, 33.2), Space);

    private static readonly BatchItemContract BatchItem = new("dress.jpg", Search.Results, Search.Total, Search.TookMs, Space);

    private static readonly UploadContract Upload = new([new UploadResultContract("red-dress.jpg", AddResultContract.Added, Image, null)], 1, 0, 0);

    private static readonly NameCountContract Category = new("dress", 15);

    public static IReadOnlyDictionary<Type, object> ByType { get; } = new object[]
    {
        Image,
        Problem,
        Index,
        Job,
        Search,
        Search.Results[0],
        Search.TookMs,
        new ScoreContract(0.751, ScoreKind.InverseDistance),
        new ImageFilterParameters { Category = "dress", Status = ImageStatusContract.Indexed },
        Upload,
        Upload.Results[0],
        Category,
        UploadProblemContract.From(
            Problem,
            new UploadContract([new UploadResultContract("huge.tif", AddResultContract.Rejected, null, Problem)], 0, 0, 1)),
        new ListContract<ImageContract>([Image], "eyJLZXkiOiIxNzYzNjMz", 4223),
        new ListContract<JobContract>([Job], null, 1),
        new ListContract<JobFailureContract>([new JobFailureContract("broken.jpg", "The file is cut off.")], null, 1),
        new JobFailureContract("broken.jpg", "The file is cut off."),
        new ItemsContract<NameCountContract>([Category]),
        new LayoutContract(2, [42, 43], [75, 150]),
        new ImageChangeContract("dress.jpg", "dress", ["red"]),
        new ChangedContract(4223),
        new BulkContract(2, 0),
        new SelectionContract { Ids = [42, 43] },
        new CategorizeContract("dress") { Ids = [42, 43] },
        new RenameContract("{category}_{number:3}", 1) { Ids = [42, 43] },
        new TagContract(["red"], ["blue"]) { Ids = [42, 43] },
        new ItemsContract<BatchItemContract>([BatchItem]),
        BatchItem,
        new EmbeddingContract([0.021f, 0f, 0.034f], 2048, Space),
        new BuildingContract(Space, "resnet50", 312, 1000),
        new ItemsContract<SpaceContract>([KeptSpace]),
        KeptSpace,
        new IndexJobContract(IndexJobMode.Missing),
        new ImportContract("/photos/catalogue", true, FolderCategoriesContract.Folder, ImportStoreContract.Copy, ["summer"]),
        new ItemsContract<ImportRootContract>([new ImportRootContract("/photos", true)]),
        new ImportRootContract("/photos", true),
        new ListContract<FolderContract>([new FolderContract("catalogue", "/photos/catalogue")], null, 1),
        new FolderContract("catalogue", "/photos/catalogue"),
        new SourceContract("/photos/catalogue/red-dress.jpg", OriginalStateContract.Present),
        new ModelListContract([Model], "starter", null, Fetching),
        Fetching,
        Model,
        new ModelVerificationContract(
            "resnet50-v1-12",
            true,
            "3f03fdef724b22947eed826f1eef1dc5c34151bb4c37d634f1db89dfa2dd1526",
            "/app/data/models/resnet50-v1-12.onnx"),
        new UseModelContract(KeepOld: true),
        new HealthContract("live"),
        new ReadinessContract("ready", "resnet50", Space),
        new StatsContract(4223, 4210, 12, 1, 1_470_000_000, [Category], [new NameCountContract("red", 80)], Index, "0.1.0"),
        new FileNamesContract(["red-dress.jpg"]),
        new UploadedContract(true, "red-dress.jpg"),
        new SuccessContract(true),
        new ExistsContract(true),
        new TopSixContract([new TopSixHitContract("red-dress.jpg", 0.945, "/images/red-dress.jpg")]),
        new TopSixHitContract("red-dress.jpg", 0.945, "/images/red-dress.jpg"),
        new PercentContract([new PercentHitContract("red-dress.jpg", 94.5, 0.332)], 1),
        new PercentHitContract("red-dress.jpg", 94.5, 0.332),
        new OlderStatsContract(true, true, 4223, 2048, "ResNet50", "cosine"),
    }.ToDictionary(example => example.GetType());
}
