using ImageSearch.Tests.Api;

namespace ImageSearch.Tests.Cli;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class QueryTests(bool onServer) : CliFixture(onServer)
{
    [Test]
    public async Task Search_ThePictureItself_RanksItFirst()
    {
        await FillAsync(1, 2, 3);

        var found = (await RunAsync("search", Picture("query.png", 2), "-k", "2", "--json")).Json();
        var cropped = (await RunAsync("search", Picture("query.png", 2), "--crop", "0,0,0.5,0.5", "--json")).Json();
        var none = (await RunAsync("search", Picture("query.png", 2), "--category", "dress", "--json")).Json();

        Assert.That(found.Members(), Is.EqualTo(new[] { "results", "total", "tookMs", "space" }));
        Assert.That(found["tookMs"]!.Members(), Is.EqualTo(new[] { "decode", "embed", "search", "total" }));
        Assert.That(found.Items("results"), Has.Length.EqualTo(2));
        Assert.That(found.Items("results")[0].Members(), Is.EqualTo(new[] { "rank", "image", "similarity", "distance" }));
        Assert.That(found.Items("results")[0]["image"]!.Id(), Is.EqualTo(2));
        Assert.That(found["total"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(cropped.Items("results")[0]["similarity"]!.GetValue<double>(), Is.LessThan(0.9999));
        Assert.That(none.Items("results"), Is.Empty);
    }

    [Test]
    public async Task Similar_ThresholdAuto_SaysWhatItCameTo()
    {
        await FillAsync(1, 2, 3);

        var found = (await RunAsync("similar", "2", "--threshold", "auto", "--json")).Json();

        Assert.That(found["threshold"]!.GetValue<double>(), Is.InRange(0, 1));
        Assert.That(
            found.Items("results").Select(hit => hit["similarity"]!.GetValue<double>()),
            Is.All.GreaterThanOrEqualTo(found["threshold"]!.GetValue<double>()));
        (await RunAsync("similar", "2", "--threshold", "much")).AssertRefused(2, "or auto");
    }

    [Test]
    public async Task Similar_APictureOfTheLibrary_NeverFindsItself()
    {
        await FillAsync(1, 2, 3);

        var found = (await RunAsync("similar", "2", "--json")).Json();
        var table = await RunAsync("similar", "2", "-k", "1");

        Assert.That(found.Items("results").Select(hit => hit["image"]!.Id()), Is.EquivalentTo(new[] { 1, 3 }));
        Assert.That(
            table.Output,
            Does.Match("^rank\tid\tsimilarity\tdistance\tname\tcategory\ttags\n1\t[13]\t0\\.[0-9]{4}\t[0-9.]+\tpicture-[13]\\.png\t\t\n$"));
        (await RunAsync("similar", "9")).AssertRefused(1, "There is no picture 9");
    }

    [Test]
    public async Task List_PagesFollowed_WalkTheWholeList()
    {
        await FillAsync(3, 1, 2);

        var first = (await RunAsync("list", "--sort", "name", "--desc", "--limit", "2", "--json")).Json();
        var second = (await RunAsync("list", "--sort", "name", "--desc", "--limit", "2", "--cursor", first.Text("nextCursor"), "--json")).Json();
        var all = (await RunAsync("list", "--sort", "name", "--desc", "--all", "--json")).Json();

        Assert.That(first.Members(), Is.EqualTo(new[] { "items", "nextCursor", "total" }));
        Assert.That(
            first.Items().Concat(second.Items()).Select(image => image.Text("name")),
            Is.EqualTo(all.Items().Select(image => image.Text("name"))));
        Assert.That(all.Items().Select(image => image.Id()), Is.EqualTo(new[] { 1, 3, 2 }));
        Assert.That(second["nextCursor"], Is.Null);
        Assert.That(
            first.Items()[0].Members(),
            Is.EquivalentTo(
                new[] { "id", "name", "width", "height", "bytes", "format", "sha256",
                    "category", "tags", "addedAt", "status", "url", "thumbnailUrl" }));
        Assert.That(
            (await RunAsync("list", "--name", "PICTURE-2", "--added-after", "2020-01-01", "--min-bytes", "1", "--json")).Json().Items(),
            Has.Length.EqualTo(1));
        Assert.That((await RunAsync("list", "--cursor", "junk")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task Embed_AFileAndNone_AnswersForEach()
    {
        await FillAsync(1);
        var picture = Picture("query.png", 5);

        var answer = (await RunAsync("embed", picture, Write("bad.jpg", [1]), "--json")).Json(exitCode: 1);

        var items = answer.Items();
        Assert.That(items[0].Members(), Is.EqualTo(new[] { "name", "embedding", "dimension", "space" }));
        Assert.That(items[0]["embedding"]!.AsArray(), Has.Count.EqualTo(32));
        Assert.That(items[0]["embedding"]!.AsArray().Sum(number => Math.Pow(number!.GetValue<double>(), 2)), Is.EqualTo(1).Within(1e-5));
        Assert.That(items[1]["problem"]!.Text("type"), Is.EqualTo("urn:imagesearch:unsupported-image"));
    }

    [Test]
    public async Task Stats_ALibrary_CountsIt()
    {
        await FillAsync(1, 2);

        var stats = (await RunAsync("stats", "--json")).Json();
        var table = await RunAsync("stats");

        Assert.That(
            stats.Members(),
            Is.EqualTo(new[] { "images", "indexed", "pending", "failed", "storedBytes", "categories", "tags", "index", "version" }));
        Assert.That(stats["indexed"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(stats["index"]!["dimension"]!.GetValue<int>(), Is.EqualTo(32));
        Assert.That((stats["index"]!.Text("metric"), stats["index"]!.Text("engine")), Is.EqualTo(("cosine", "faiss IndexFlatIP")));
        Assert.That(table.Output, Does.StartWith("figure\tvalue\npictures\t2\nindexed\t2\n"));
    }

    [Test]
    public async Task Export_TheCatalogue_IsCsvOrJson()
    {
        Assert.That((await RunAsync("add", Picture("=1+1, \"x\".png", 1), "--tag", "a,b")).ExitCode, Is.Zero);
        var file = Path.Combine(Folder, "catalogue.json");

        var csv = await RunAsync("export");
        var json = await RunAsync("export", "--format", "json", "--output", file);

        Assert.That(csv.Output, Does.StartWith(
            "id,name,category,tags,width,height,bytes,format,sha256,addedAt,status,problem\r\n1,\"'=1+1, \"\"x\"\".png\",,\"a,b\",24,24,"));
        Assert.That((json.ExitCode, json.Output), Is.EqualTo((0, "")));
        Assert.That(
            System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray().Single()!.Text("status"),
            Is.EqualTo("indexed"));
    }
}
