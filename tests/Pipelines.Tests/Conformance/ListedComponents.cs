using NasPipelines.Architectures;
using NasPipelines.TestKit.Conformance;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Conformance;

/// <summary>The conformance suite over the product's own lists: a component that is added to a list is tested at once.</summary>
internal static class ListedComponents
{
    public static IEnumerable<TestFixtureData> Spaces => SearchSpaces.All.Select(s => new TestFixtureData(s).SetArgDisplayNames(s.Name));

    public static IEnumerable<TestFixtureData> Criteria => NasPipelines.Criteria.All.Select(c => new TestFixtureData(c).SetArgDisplayNames(c.Label));

    public static IEnumerable<TestFixtureData> SpacesWithSupernet =>
        SearchSpaces.All.Where(s => s.HasSupernet).Select(s => new TestFixtureData(s).SetArgDisplayNames(s.Name));

    public static IEnumerable<TestFixtureData> ProxiesOnSpaces =>
        from proxy in ZeroShotProxies.All
        from space in SearchSpaces.All
        select new TestFixtureData(proxy, space).SetArgDisplayNames(proxy.Name, space.Name);
}

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.Spaces))]
public sealed class ListedSearchSpaces(SearchSpace space) : SearchSpaceConformance(space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.Criteria))]
public sealed class ListedCriteria(Criterion criterion) : CriterionConformance(criterion);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.ProxiesOnSpaces))]
public sealed class ListedProxies(ZeroShotProxy proxy, SearchSpace space) : ScoringConformance(proxy, space);

[TestFixtureSource(typeof(ListedComponents), nameof(ListedComponents.SpacesWithSupernet))]
public sealed class ListedOneShot(SearchSpace space) : OneShotConformance(space);
