using NasPipelines.Options;
using System.Collections.Immutable;

namespace NasPipelines.Evaluation;

/// <summary>The protocols that have names.</summary>
public static class EvaluationProtocols
{
    private const string Test = "test images, mean of the trainings";
    private const string Unreachable = "no-unreachable";

    /// <summary>All of them. Adding one is one line here.</summary>
    public static ImmutableArray<EvaluationProtocol> All { get; } =
    [
        Cells("vkdnw-cifar10", "CIFAR-10", Unreachable, "c10_test_200", "cifar10_ori-test_200"),
        Cells("vkdnw-cifar100", "CIFAR-100", Unreachable, "c100_test_200", "cifar100_x-test_200"),
        Cells("vkdnw-imagenet16", "ImageNet16-120", Unreachable, "in16_test_200", "ImageNet16-120_x-test_200"),
        Cells("nasbench201-cifar10", "CIFAR-10", null, "c10_test_200", "cifar10_ori-test_200"),
        Cells("nasbench201-cifar100", "CIFAR-100", null, "c100_test_200", "cifar100_x-test_200"),
        Cells("nasbench201-imagenet16", "ImageNet16-120", null, "in16_test_200", "ImageNet16-120_x-test_200"),
        Cells("ning2021-cifar10", "CIFAR-10", "unique", "c10_test_200", "cifar10_ori-test_200"),
        SuiteZero("nasbench101", "CIFAR-10", "validation images, one training", "val_accuracy", 108),
        SuiteZero("nasbench201-cifar10", "CIFAR-10", "one training, on the grid of the test images", "cifar10_val_accuracy", 200),
        SuiteZero("nasbench201-cifar100", "CIFAR-100", "one training, on the grid of the test images", "cifar100_val_accuracy", 200),
        SuiteZero(
            "nasbench201-imagenet16", "ImageNet16-120", "one training, on the grid of the test images", "ImageNet16-120_val_accuracy", 200),
        SuiteZero("nasbench301", "CIFAR-10", "validation accuracy that the surrogate predicts", "val_accuracy", 0),
    ];

    /// <summary>The protocol of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static EvaluationProtocol Get(string name) =>
        Named.Get(All, protocol => protocol.Name, "protocol", name);

    private static EvaluationProtocol Cells(string name, string dataset, string? subset, params string[] truths) =>
        new(name, "nasbench201", dataset, Test, [.. truths]) { Subset = subset };

    private static EvaluationProtocol SuiteZero(string name, string dataset, string split, string truth, int epochs) =>
        new($"suitezero-{name}", name.Split('-')[0], dataset, split, [truth]) { Epochs = epochs };
}
