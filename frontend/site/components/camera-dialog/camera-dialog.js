// Takes a photo. Where no camera can be used, the person chooses a picture instead.
//
//   const file = await cameraDialog.take();   null where it was closed

import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

class CameraDialog extends ModalDialog {
  #stream = null;
  #answer = null;

  async take() {
    this.open('Take a photo', html`
      <video class="camera" autoplay playsinline muted aria-label="What the camera sees"></video>
      <p class="camera-text" role="status">Waiting for the camera…</p>
      <div class="modal-actions">
        <label class="button">${icon('folder')}Choose instead
          <input type="file" accept="image/*" capture="environment" class="visually-hidden"></label>
        <button class="button is-primary" type="button" data-shoot disabled>${icon('camera')}Take photo</button>
      </div>`, 'is-camera');
    this.find('[data-shoot]').addEventListener('click', () => this.#shoot());
    this.find('input').addEventListener('change', (event) => this.#finish(event.target.files[0]));
    this.#start();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  async #start() {
    const video = this.find('video');
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
      if (!this.isOpen) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      this.#stream = stream;
      video.srcObject = stream;
      await video.play();
      this.find('.camera-text').textContent = '';
      this.find('[data-shoot]').disabled = false;
    } catch {
      if (this.isOpen) {
        video.hidden = true;
        this.find('[data-shoot]').hidden = true;
        this.find('.camera-text').textContent = 'No camera can be used here. Allow it in the browser, or choose a picture instead.';
      }
    }
  }

  async #shoot() {
    const video = this.find('video');
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    const blob = await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', 0.92);
    });
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    this.#finish(new File([blob], `photo-${stamp}.jpg`, { type: 'image/jpeg' }));
  }

  #finish(file) {
    this.#answer?.(file ?? null);
    this.close();
  }

  closed() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#answer?.(null);
    super.closed();
  }
}

customElements.define('camera-dialog', CameraDialog);
