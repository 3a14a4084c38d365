package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class DevicesTest {
  @Test
  void names_what_tensorflow_computes_on() {
    Devices devices = Devices.find();
    System.out.println(devices);
    assertThat(devices.version()).startsWith("2.18");
    assertThat(devices.devices()).isNotEmpty();
    assertThat(devices.devices().getFirst().name()).isEqualTo("CPU:0");
    assertThat(devices.main().type()).isEqualTo(devices.hasGpu() ? "GPU" : "CPU");
    assertThat(devices.toString()).contains("TensorFlow 2.18", "cores");
  }

  @Test
  void memory_outside_the_heap_is_not_limited_by_the_heap() {
    Devices.find();
    assertThat(Pointer.maxPhysicalBytes()).isZero();
    assertThat(Pointer.maxBytes()).isZero();
  }

  @Test
  @SuppressWarnings("restricted") // every JVM of the project runs with native access enabled
  void gpus_compute_in_float32_not_in_tf32() throws Throwable {
    NativeLibrary.load();
    MemorySegment rounds =
        SymbolLookup.loaderLookup()
            .find("_ZN3tsl33tensor_float_32_execution_enabledEv")
            .orElseThrow();
    Object answer =
        Linker.nativeLinker()
            .downcallHandle(rounds, FunctionDescriptor.of(ValueLayout.JAVA_BOOLEAN))
            .invoke();
    assertThat(answer).isEqualTo(false);
  }

  @Test
  void without_a_driver_there_is_no_gpu() {
    if (Devices.gpuModels().isEmpty()) {
      assertThat(Devices.find().hasGpu()).isFalse();
    } else {
      assertThat(Devices.gpuModels()).allMatch(model -> !model.isBlank());
    }
  }
}
