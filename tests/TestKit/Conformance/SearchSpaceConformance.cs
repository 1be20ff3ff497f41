using System.Numerics;
using NasPipelines.Networks;
using NUnit.Framework;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.TestKit.Conformance;

/// <summary>What every search space has to hold. Derive a fixture, name a space, and run it on your own as well.</summary>
/// <param name="space">The search space.</param>
public abstract class SearchSpaceConformance(SearchSpace space)
{
    private const int MostEnumerated = 100_000;

    private readonly IReadOnlyList<Architecture> _sample = space.Sample((int)BigInteger.Min(space.Size, 200), 1);

    /// <summary>The name is found, also beside the listed ones, and fit for files and command lines.</summary>
    [Test]
    public void Name_IsLowerCaseAndFindsTheSpace()
    {
        Assert.That(space.Name, Does.Match("^[a-z0-9][a-z0-9_.-]*$"));
        Assert.That(space.Description, Is.Not.Empty);
        Assert.That(SearchSpaces.Get(space.Name, [space]), Is.SameAs(space));
    }

    /// <summary>A space that can be enumerated has as many different texts as it says, in the order of their positions.</summary>
    [Test]
    public void Enumerate_ASpaceThatIsNotLarge_IsEveryEncodingOnce()
    {
        if (!space.IsEnumerable || space.Size > MostEnumerated)
        {
            Assert.That(space.IsEnumerable || Refuses(), space.Name);
            return;
        }

        Architecture[] all = [.. space.Enumerate()];
        Assert.That((BigInteger)all.Select(a => a.Text).Distinct().Count(), Is.EqualTo(space.Size));
        Assert.That(all.Select((a, i) => a.Index is { } index && index != i), Has.None.True);

        bool Refuses() => Assert.Throws<NotSupportedException>(() => space.Enumerate().First()) is not null;
    }

    /// <summary>Every set that goes by the name of the space has architectures; others are refused.</summary>
    [Test]
    public void EnumerateSet_OfEveryName_HasArchitectures()
    {
        foreach (var name in space.Sets)
        {
            Assert.That(space.EnumerateSet(name).First().Space, Is.SameAs(space), name);
        }

        Assert.That(() => space.EnumerateSet("no such set"), Throws.ArgumentException.With.Message.Contains(space.Name));
    }

    /// <summary>Every value of a gene has a name of its own, always the same.</summary>
    [Test]
    public void GeneName_OfEveryValue_IsAnotherName()
    {
        foreach (var values in Values().GroupBy(v => v.Gene, v => v.Value))
        {
            string[] names = [.. values.Select(value => space.GeneName(values.Key, value))];
            Assert.That(names, Has.All.Matches<string>(name => !string.IsNullOrWhiteSpace(name)), $"gene {values.Key}");
            Assert.That(names, Is.Unique, $"gene {values.Key}");
            Assert.That(values.Select(value => space.GeneName(values.Key, value)), Is.EqualTo(names));
        }
    }

    /// <summary>A changed gene says what was replaced by what, and the way back says the reverse.</summary>
    [Test]
    public void GeneChange_BetweenNeighbours_HasTwoNamesAndAWayBack()
    {
        foreach (var (a, b) in _sample.Take(20).SelectMany(a => space.Neighbours(a).Select(b => (a, b))))
        {
            int[] changed =
                [.. Enumerable.Range(0, Math.Min(a.Genes.Length, b.Genes.Length)).Where(gene => a.Genes[gene] != b.Genes[gene])];
            foreach (var gene in changed)
            {
                var (from, to) = space.GeneChange(gene, a.Genes[gene], b.Genes[gene]);
                Assert.That(from, Is.Not.EqualTo(to).And.Not.Empty);
                Assert.That(space.GeneChange(gene, b.Genes[gene], a.Genes[gene]), Is.EqualTo((to, from)));
            }
        }
    }

    /// <summary>The operations of an architecture are among those of the space, which are among the names of its genes.</summary>
    [Test]
    public void OperationsOf_AnyArchitecture_AreOperationsOfTheSpace()
    {
        var names = Values().Select(v => space.GeneName(v.Gene, v.Value)).ToHashSet();
        Assert.That(space.Operations, Is.Unique.And.SubsetOf(names));
        foreach (var architecture in _sample)
        {
            Assert.That(space.OperationsOf(architecture).Distinct(), Is.SubsetOf(space.Operations));
            Assert.That(space.OperationsOf(architecture).Any(), Is.EqualTo(space.Operations.Count > 0), architecture.Text);
        }
    }

    /// <summary>All members of a class have one representative, so that what is computed on it belongs to the class.</summary>
    [Test]
    public void Representative_OfEqualArchitectures_IsOne()
    {
        foreach (var members in _sample.Take(20).SelectMany(a => space.Neighbours(a).Prepend(a)).GroupBy(a => a))
        {
            Assert.That(members.Select(a => space.Representative(a).Text).Distinct().Count(), Is.EqualTo(1), members.Key.Text);
        }
    }

    /// <summary>Every encoding reads what it writes, by its name and, unless it is read by name only, by its looks.</summary>
    [Test]
    public void Parse_OfFormat_RoundTripsInEveryEncoding()
    {
        foreach (var encoding in space.Encodings)
        {
            foreach (var architecture in _sample)
            {
                var text = space.Format(architecture, encoding.Name);
                Assert.That(space.Parse(text, encoding.Name).Text, Is.EqualTo(architecture.Text), encoding.Name);
                if (encoding.Recognises(text))
                {
                    Assert.That(space.Parse(text).Text, Is.EqualTo(architecture.Text), encoding.Name);
                }
            }
        }
    }

    /// <summary>Equality, hashes and canonical forms agree.</summary>
    [Test]
    public void Equality_OfAnyTwo_IsThatOfCanonicalForms()
    {
        foreach (var (a, b) in _sample.Zip(_sample.Skip(1)))
        {
            Assert.That(a == b, Is.EqualTo(a.Canonical == b.Canonical));
            Assert.That(space.Parse(a.Text), Is.EqualTo(a));
            Assert.That(space.Parse(a.Text).GetHashCode(), Is.EqualTo(a.GetHashCode()));
        }
    }

    /// <summary>A class has one representative, which is a member of it.</summary>
    [Test]
    public void Representative_IsAMemberAndItsOwnRepresentative()
    {
        foreach (var architecture in _sample)
        {
            var representative = space.Representative(architecture);
            Assert.That(representative, Is.EqualTo(architecture));
            Assert.That(space.Representative(representative).Text, Is.EqualTo(representative.Text));
        }
    }

    /// <summary>Neighbourhood is symmetric and never contains the architecture itself.</summary>
    [Test]
    public void Neighbours_AreSymmetric()
    {
        foreach (var architecture in _sample.Take(5))
        {
            foreach (var neighbour in space.Neighbours(architecture))
            {
                Assert.That(neighbour.Text, Is.Not.EqualTo(architecture.Text));
                Assert.That(space.Neighbours(neighbour).Any(n => n.Text == architecture.Text), neighbour.Text);
            }
        }
    }

    /// <summary>The graph passes keep the cost of what is live, and dead edges never cost less when kept.</summary>
    [Test]
    public void BuildNetwork_DeadEdges_OnlyAddCost()
    {
        foreach (var architecture in _sample.Take(50))
        {
            var declared = NetworkCost.Of(space.BuildNetwork(architecture));
            var active = NetworkCost.Of(space.BuildNetwork(architecture, new NetworkOptions { DropDeadEdges = true }));
            Assert.That(active.Parameters, Is.LessThanOrEqualTo(declared.Parameters));
            Assert.That(active.Macs, Is.LessThanOrEqualTo(declared.Macs));
        }
    }

    /// <summary>A cost that is counted without the network is the network's.</summary>
    [Test]
    public void Cost_OfAnyArchitecture_IsThatOfItsNetwork()
    {
        NetworkOptions[] options = [new(), new() { Channels = 8, CellsPerStage = 1, Classes = 7, DropDeadEdges = true }];
        foreach (var (architecture, size) in _sample.Take(20).SelectMany(a => options.Select(o => (a, o))))
        {
            Assert.That(
                space.Cost(architecture, size), Is.EqualTo(NetworkCost.Of(space.BuildNetwork(architecture, size))), architecture.Text);
        }
    }

    /// <summary>The same architecture gives the same graph, its logits last, one per class.</summary>
    [Test]
    public void BuildNetwork_Twice_IsTheSameWithALogitPerClass()
    {
        var options = new NetworkOptions { Classes = 7 };
        var first = space.BuildNetwork(_sample[0], options);
        var second = space.BuildNetwork(_sample[0], options);

        Assert.That(second.Operations.Select(n => (n.Name, n.Operation)), Is.EqualTo(first.Operations.Select(n => (n.Name, n.Operation))));
        Assert.That(first.Operations[first.Output].Shape.Channels, Is.EqualTo(7));
    }

    /// <summary>A text that is no architecture is refused with the space's name or the part at fault.</summary>
    [TestCase("")]
    [TestCase("no architecture at all")]
    [TestCase("|||||||")]
    [TestCase("-1")]
    public void Parse_Nonsense_IsAFormatException(string text) => Assert.That(() => space.Parse(text), Throws.TypeOf<FormatException>());

    /// <summary>The values that genes have in the sample and in what is next to it.</summary>
    private HashSet<(int Gene, int Value)> Values() =>
        [.. _sample.SelectMany(a => space.Neighbours(a).Take(50).Prepend(a)).SelectMany(
            a => a.Genes.Select((value, gene) => (gene, value)))];
}
