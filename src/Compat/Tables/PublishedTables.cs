using NasPipelines.Options;
using System.Collections.Immutable;

namespace NasPipelines.Compat.Tables;

/// <summary>The published tables that can be computed again.</summary>
public static class PublishedTables
{
    /// <summary>All of them. Adding one is one line here.</summary>
    public static ImmutableArray<PublishedTable> All { get; } =
    [
        VkdnwTable1.Table,
        AzNasTable.Table,
        Ning2021Table.Table,
        ZeroCostNasTable.Table,
        SuiteZeroTables.NasBench101,
        SuiteZeroTables.NasBench201,
        SuiteZeroTables.NasBench301,
    ];

    /// <summary>The table of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static PublishedTable Get(string name) =>
        Named.Get(All, table => table.Name, "table", name);
}
