using NasPipelines.Fixtures;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

/// <summary>Described spaces beside listed ones that are the same, and what is said of faulty descriptions.</summary>
public sealed class DescribedSpaceTests : IDisposable
{
    private const string Cells =
        """
        {
          "name": "nb201", "stem": { "channels": 16 }, "stages": [{ "cells": 5 }, { "cells": 5 }, { "cells": 5 }],
          "cell": { "nodes": 4, "operations": ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"] }
        }
        """;

    private const string Chain =
        """
        name: nds
        stem: { channels: 16 }
        stages:
          - { block: residual, depth: [1, 2, 3, 4, 6, 8, 12, 16, 24],
              width: [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256] }
          - { block: residual, depth: [1, 2, 3, 4, 6, 8, 12, 16, 24], stride: 2,
              width: [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256] }
          - { block: residual, depth: [1, 2, 3, 4, 6, 8, 12, 16, 24], stride: 2,
              width: [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Cells_AsNasBench201Has_BuildItsNetworks()
    {
        var described = Load(Cells);
        foreach (var listed in SearchSpaces.NasBench201.Sample(50, 1))
        {
            var same = new Architecture(described, listed.Genes.AsSpan());
            var small = new NetworkOptions { DropDeadEdges = true, AffineCells = false, Channels = 4, CellsPerStage = 1 };
            foreach (var options in (NetworkOptions[])[new(), small])
            {
                Assert.That(
                    described.BuildNetwork(same, options).Nodes.Select(Line),
                    Is.EqualTo(SearchSpaces.NasBench201.BuildNetwork(listed, options).Nodes.Select(Line)), listed.Text);
            }
        }

        Assert.That(
            described.BuildSupernet().Parameters.Select(p => p.Name),
            Is.EquivalentTo(SearchSpaces.NasBench201.BuildSupernet().Parameters.Select(p => p.Name)));
    }

    [TestCase(ArchitectureEquivalence.FunctionalAtInitialisation)]
    [TestCase(ArchitectureEquivalence.Functional)]
    public void Cells_AsNasBench201Has_FallIntoItsClasses(ArchitectureEquivalence equivalence)
    {
        var (described, listed) = (Load(Cells), SearchSpaces.NasBench201);
        var pairs = listed.Enumerate()
            .Select(a => (listed.CanonicalForm(a, equivalence), described.CanonicalForm(new(described, a.Genes.AsSpan()), equivalence)))
            .Distinct().ToList();

        Assert.That(pairs.Select(p => p.Item1).Distinct().Count(), Is.EqualTo(pairs.Count), "no class is split");
        Assert.That(pairs.Select(p => p.Item2).Distinct().Count(), Is.EqualTo(pairs.Count), "no two are one");
        Assert.That(pairs, equivalence == ArchitectureEquivalence.Functional ? Has.Count.GreaterThan(5044) : Has.Count.EqualTo(5044));
    }

    [Test]
    public void Chain_AsNdsResNetHas_CostsAsMuch()
    {
        var described = Load(Chain, "chain.yaml");
        Assert.That(described.Size, Is.EqualTo(SearchSpaces.NdsResNet.Size));
        foreach (var listed in SearchSpaces.NdsResNet.Sample(20, 1))
        {
            // The listed space has all depths first.
            int[] genes = [.. Enumerable.Range(0, 6).Select(i => listed.Genes[(i / 2) + (3 * (i % 2))])];
            var (found, expected) = (described.Cost(new(described, genes)), SearchSpaces.NdsResNet.Cost(listed));
            Assert.That((found.Parameters, found.Macs), Is.EqualTo((expected.Parameters, expected.Macs)), listed.Text);
        }
    }

    [Test]
    public void Chain_BlocksThatAreNotThere_MakeNoDifference()
    {
        var space = DescribedSpaces.All.Single(s => s.Name == "mobile-chain");

        // Per stage: widths times, for each depth, the choices of kernel and expansion of its blocks.
        Assert.That((int)space.Size, Is.EqualTo(3 * 2 * 64 * 3 * 2 * 64));
        Assert.That(space.Enumerate().Select(a => a.Canonical).Distinct().Count(), Is.EqualTo((int)Math.Pow(2 * (4 + 16 + 64), 2)));
        foreach (var architecture in space.Sample(30, 1))
        {
            Assert.That(
                space.BuildNetwork(architecture).Nodes.Select(Line),
                Is.EqualTo(space.BuildNetwork(space.Representative(architecture)).Nodes.Select(Line)));
        }
    }

    [Test]
    public void Cells_WhateverTheClass_OneFunctionHasOneCostWithoutDeadEdges()
    {
        var space = DescribedSpaces.All.Single(s => s.Name == "small-cells");
        var options = new NetworkOptions { DropDeadEdges = true, CellsPerStage = 1 };
        var classes = space.Enumerate().GroupBy(a => a.Canonical).ToList();

        Assert.That(classes, Has.Count.LessThan((int)space.Size / 2));
        foreach (var members in classes.Where(c => c.Count() > 1).Take(40))
        {
            Assert.That(members.Select(a => space.Cost(a, options).Macs).Distinct().Count(), Is.EqualTo(1), members.Key);
        }
    }

    [Test]
    public void FromFile_EveryFault_IsToldAtOnceWithItsPlace()
    {
        var path = Write("""
            { "name": "Bad Name", "stem": { "chanels": 3 }, "head": { "channels": "many" },
              "stages": [{ "block": "dense", "depth": [2, 1], "kernel": 4, "stride": 9 }, 7] }
            """);

        var fault = Assert.Throws<InvalidDataException>(() => SearchSpaces.FromFile(path))!.Message;

        foreach (var part in (string[])
            [path, "name must be", "stem.chanels is not known here", "head.channels must be a whole number",
                "stages[0].block must be one of", "stages[0].depth must be", "stages[0].kernel must be odd", "stages[0].stride must be",
                "stages[1] must be an object"])
        {
            Assert.That(fault, Does.Contain(part));
        }

        Assert.That(fault, Does.Not.Contain("\n"));
    }

    [TestCase("""{ "name": "nasbench201", "stages": [{}] }""", "listed space")]
    [TestCase("""{ "name": "a", "stages": [{ "cells": 1 }], "cell": { "nodes": 2, "operations": ["conv_4x4"] } }""", "conv_4x4")]
    [TestCase(
        """{ "name": "a", "stages": [{ "cells": 1 }], "cell": { "nodes": 3, "edges": [[1, 0]], "operations": ["skip"] } }""", "[1, 0]")]
    [TestCase("""{ "name": "a", "stages": [{ "cells": 1 }], "cell": { "nodes": 2, "edge_operations": { "0-2": ["skip"] } } }""", "0-2")]
    [TestCase("""{ "name": "a" }""", "stages is missing")]
    [TestCase("[1]", "must be an object")]
    [TestCase("{ nonsense", "is not JSON at line 1")]
    public void FromFile_Fault_IsNamed(string text, string message) =>
        Assert.That(() => Load(text), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));

    [TestCase("a: [1, 2", "is not YAML")]
    [TestCase("a: &x 1\nb: *x", "b")]
    public void FromFile_FaultOfYaml_IsNamed(string text, string message) =>
        Assert.That(() => Load(text, "a.yaml"), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));

    [Test]
    public void Definition_OfFilesThatDiffer_Differs()
    {
        var (one, same, other) = (Load(Cells), Load(Cells, "same.json"), Load(Cells.Replace("\"channels\": 16", "\"channels\": 8")));

        Assert.That(one.Definition, Is.Not.Null.And.EqualTo(same.Definition));
        Assert.That(other.Definition, Is.Not.EqualTo(one.Definition));
    }

    private static string Line(NetworkNode node) =>
        $"{node.Name} {string.Join(' ', node.Inputs)} {node.Shape} {node.Operation} {string.Join(' ', node.Parameters)}";

    private SearchSpace Load(string text, string name = "space.json") => SearchSpaces.FromFile(Write(text, name));

    private string Write(string text, string name = "space.json")
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
