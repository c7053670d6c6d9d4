using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Api.OpenApi;

internal sealed class OpenApiDocumentTests : ServiceFixture
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    private JsonNode _document = null!;

    protected override async Task FillAsync() => _document = await GetAsync("/openapi/v1.json");

    [Test]
    public void Document_Served_IsTheCommittedOne() => Assert.That(
        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Committed())), _document), "docs/openapi.json is not what the code says. Write it anew: ./run openapi");

    [Test]
    public void Operations_All_DescribeThemselves()
    {
        var operations = Operations().ToList();

        Assert.That(operations, Has.Count.GreaterThan(35));
        Assert.That(operations.Select(operation => operation["operationId"]?.GetValue<string>()), Is.All.Not.Null);
        Assert.That(operations.Select(operation => operation.Text("operationId")), Is.Unique);
        Assert.That(operations.Select(operation => operation["summary"]?.GetValue<string>()), Is.All.Not.Empty);
        foreach (var response in operations.SelectMany(operation => operation["responses"]!.AsObject()).Where(response => response.Key[0] is '4' or '5'))
            Assert.That(response.Value!["content"]!.Members(), Is.EqualTo(new[] { "application/problem+json" }), response.Key);
    }

    [TestCase("/api/v1/images", "post", 200, 201, 400, 403, 413, 415, 422, 500, 507)]
    [TestCase("/api/v1/images/{id}", "patch", 200, 400, 403, 404, 413, 415, 500, 507)]
    [TestCase("/api/v1/images/{id}/content", "get", 200, 206, 304, 400, 403, 404, 416, 500)]
    [TestCase("/api/v1/images/{id}/similar", "get", 200, 400, 403, 404, 409, 422, 429, 500, 503)]
    [TestCase("/api/v1/search", "post", 200, 400, 403, 413, 415, 422, 429, 500, 503, 507)]
    [TestCase("/api/v1/index/jobs", "post", 202, 400, 403, 413, 415, 500, 507)]
    public void Operation_ItsStatuses_AreAllListed(string path, string method, params int[] statuses) => Assert.That(
        _document["paths"]![path]![method]!["responses"]!.Members(), Is.EquivalentTo(statuses.Select(status => status.ToString())));

    [Test]
    public void Schemas_OfAnswersAndBodies_HaveExamples()
    {
        var used = Operations()
            .SelectMany(operation => operation["responses"]!.AsObject().Select(response => response.Value!).Append(operation["requestBody"]))
            .Where(part => part?["content"]?["application/json"] is not null)
            .Select(part => part!["content"]!["application/json"]!["schema"]!["$ref"]?.GetValue<string>().Split('/')[^1])
            .OfType<string>().Distinct().ToList();

        Assert.That(used, Has.Count.GreaterThan(15));
        Assert.That(used.Where(name => _document["components"]!["schemas"]![name]!["example"] is null), Is.Empty);
    }

    [Test]
    public void Forms_All_NameTheirFile()
    {
        var forms = Operations().Select(operation => operation["requestBody"]?["content"]?["multipart/form-data"]).OfType<JsonNode>().ToList();

        Assert.That(forms, Has.Count.EqualTo(7));
        foreach (var form in forms)
        {
            var schema = _document["components"]!["schemas"]![form["schema"]!.Text("$ref").Split('/')[^1]]!;
            Assert.That(schema["properties"]!.Members().Intersect(["file", "files"]), Is.Not.Empty);
        }
    }

    private IEnumerable<JsonNode> Operations() =>
        _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Where(item => Methods.Contains(item.Key)).Select(item => item.Value!);

    private static string Committed([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "..", "docs", "openapi.json"));
}
