using NasPipelines.Fixtures;
using NasPipelines.Ranking;
using NasPipelines.Samples;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit.Conformance;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Conformance;

/// <summary>The conformance suite over the product's own lists: a component that is added to a list is tested at once.</summary>
internal static class ListedComponents
{
    public static IEnumerable<TestFixtureData> SpacesAndAnOwn =>
        SearchSpaces.All.Append(new Stacks()).Concat(DescribedSpaces.All).Select(s => new TestFixtureData(s).SetArgDisplayNames(s.Name));

    public static IEnumerable<TestFixtureData> Criteria =>
        NasPipelines.Ranking.Criteria.All.Select(c => new TestFixtureData(c).SetArgDisplayNames(c.Label));

    // A stage is the same whatever the space: one space stands for all, and ListedSpacesScored runs every proxy on every space.
    public static IEnumerable<TestFixtureData> Proxies =>
        ZeroShotProxies.All.Select(
            p => new TestFixtureData(p, SearchSpaces.NasBench201).SetArgDisplayNames(p.Name, SearchSpaces.NasBench201.Name));

    public static IEnumerable<TestFixtureData> SpacesWithSupernet =>
        SearchSpaces.All.Where(s => s.HasSupernet).Select(s => new TestFixtureData(s).SetArgDisplayNames(s.Name));

    // On a listed space and on an own one, of which several encodings are one function or none is.
    public static IEnumerable<TestFixtureData> OwnScorers => new[] { SearchSpaces.NasBench201, new Stacks() }.Select(space =>
        new TestFixtureData(
            (Func<Scorer>)(() => new Roofline(space, gigaflops: 150.5, gigabytes: 20.25))).SetArgDisplayNames("roofline", space.Name));
}

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.SpacesAndAnOwn))]
public sealed class ListedSearchSpaces(SearchSpace space) : SearchSpaceConformance(space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.Criteria))]
public sealed class ListedCriteria(Criterion criterion) : CriterionConformance(criterion);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.Proxies))]
public sealed class ListedProxies(ZeroShotProxy proxy, SearchSpace space) : ScoringConformance(proxy, space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.SpacesAndAnOwn))]
public sealed class ListedSpacesScored(SearchSpace space) : SpaceScoringConformance(space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.SpacesWithSupernet))]
public sealed class ListedOneShot(SearchSpace space) : OneShotConformance(space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.OwnScorers))]
public sealed class OwnScorersScored(Func<Scorer> create) : ScorerConformance(create);
