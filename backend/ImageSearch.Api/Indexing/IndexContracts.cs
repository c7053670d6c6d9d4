using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Api.Indexing;

/// <summary>What an index job is to do.</summary>
/// <param name="Mode">missing: embed what has no vector yet. all: embed every picture again.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IndexJobContract([property: Required] IndexJobMode? Mode);
